import { PasswordInput } from '@mantine/core';
import { useI18n } from '../../i18n';

export function NewPassword({ error }: { error?: string }) {
  const { t } = useI18n();
  return (
    <PasswordInput
      name="password"
      label={t('signIn.newPassword')}
      description={t('signIn.newPasswordHint')}
      autoComplete="new-password"
      required
      error={error}
      visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword'), tabIndex: 0 }}
    />
  );
}
