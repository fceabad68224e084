import { TextInput } from '@mantine/core';
import { useI18n } from '../i18n';
import { useUser } from '../lib/session';

interface OneTimeCodeProps {
  error?: string;
  onCode?: (code: string) => void;
}

/** The code beside a password, asked of whoever has a second factor. */
export function OneTimeCode({ error, onCode }: OneTimeCodeProps) {
  const { t } = useI18n();
  if (!useUser()?.secondFactor) return null;
  return (
    <TextInput
      name="oneTimeCode"
      label={t('secondFactor.code')}
      description={t('secondFactor.codeHint')}
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      required
      error={error}
      onChange={(event) => onCode?.(event.currentTarget.value)}
    />
  );
}

/** What a form sends as it: nothing where none was asked. */
export function codeOf(form: FormData): string | null {
  return String(form.get('oneTimeCode') ?? '') || null;
}
