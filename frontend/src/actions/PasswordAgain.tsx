import { PasswordInput } from '@mantine/core';
import { useI18n } from '../i18n';
import { OneTimeCode } from './OneTimeCode';

interface PasswordAgainProps {
  password: string;
  onPassword: (password: string) => void;
  onCode: (code: string) => void;
}

/** A session that was left open is not enough: the password once more, and a code of whoever has a second factor. */
export function PasswordAgain({ password, onPassword, onCode }: PasswordAgainProps) {
  const { t } = useI18n();
  return (
    <>
      <PasswordInput
        label={t('signIn.password')}
        required
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
        value={password}
        onChange={(event) => onPassword(event.currentTarget.value)}
      />
      <OneTimeCode onCode={onCode} />
    </>
  );
}
