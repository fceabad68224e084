import { useI18n } from '../../../i18n';
import { ShownOnce } from '../../../ui/ShownOnce';

export interface Made {
  name: string;
  secret: string | null;
}

/** The secret of an endpoint. */
export function SecretShown({ made }: { made: Made }) {
  const { t } = useI18n();
  return (
    <ShownOnce notice={t('webhooks.shownOnce', { name: made.name })} label={t('webhooks.secret')} value={made.secret} />
  );
}
