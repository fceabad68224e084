import { PasswordInput, Select } from '@mantine/core';
import { OneTimeCode } from '../../actions/OneTimeCode';
import type { Level } from '../../gql';
import { type MessageKey, useI18n } from '../../i18n';

const LEVELS = { CUSTOMER: ['VIEWER', 'MEMBER', 'ADMIN'], STAFF: ['AGENT', 'ADMIN'] } as const satisfies Record<
  string,
  readonly Level[]
>;

interface LevelSelectProps {
  role: keyof typeof LEVELS;
  level: Level;
  onLevel: (level: Level) => void;
  error?: string;
}

/** What somebody may do among those they belong with. */
export function LevelSelect({ role, level, onLevel, error }: LevelSelectProps) {
  const { t, words } = useI18n();
  return (
    <Select
      label={t('people.level')}
      description={words.level[level].hint}
      allowDeselect={false}
      data={LEVELS[role].map((value) => ({ value, label: words.level[value].label }))}
      value={level}
      onChange={(chosen) => chosen && onLevel(chosen as Level)}
      error={error}
    />
  );
}

interface OnceMoreProps {
  error?: string;
  /** What takes it: making somebody an admin, unless something else is said. */
  why?: MessageKey;
  /** It is what whoever looks is here for. */
  first?: boolean;
  onPassword?: (password: string) => void;
  codeError?: string;
  onCode?: (code: string) => void;
}

/** The password, and a code where there is a second factor, asked of whoever does what a session left open must not be enough for. */
export function OnceMore({
  error,
  why = 'people.yourPasswordWhy',
  first,
  onPassword,
  codeError,
  onCode,
}: OnceMoreProps) {
  const { t } = useI18n();
  return (
    <>
      <PasswordInput
        name="password"
        label={t('people.yourPassword')}
        description={t(why)}
        required
        autoComplete="current-password"
        autoFocus={first}
        error={error}
        onChange={(event) => onPassword?.(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword'), tabIndex: 0 }}
      />
      <OneTimeCode error={codeError} onCode={onCode} />
    </>
  );
}
