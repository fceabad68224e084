import { useI18n } from '../../../i18n';
import { ShownOnce } from '../../../ui/ShownOnce';

export interface Made {
  name: string;
  secret: string | null;
}

/** The secret of an endpoint; a command that is repeated has none to show. */
export function SecretShown({ made }: { made: Made }) {
  const { t } = useI18n();
  if (!made.secret) return null;
  return (
    <ShownOnce notice={t('webhooks.shownOnce', { name: made.name })} label={t('webhooks.secret')} value={made.secret} />
  );
}
