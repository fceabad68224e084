import type { WebhookDeliveryPartsFragment } from '../../../gql';
import type { MessageKey, Translate } from '../../../i18n';

type Attempt = Pick<WebhookDeliveryPartsFragment['attempts'][number], 'error' | 'errorSentence'>;

/** What Portico says of a try that can fail at an endpoint, by its code. */
const SAID: Readonly<Record<string, MessageKey>> = {
  'delivery.took_too_long': 'webhooks.said.took_too_long',
  'delivery.not_public': 'webhooks.said.not_public',
  'delivery.not_callable': 'webhooks.said.not_callable',
  'delivery.no_answer': 'webhooks.said.no_answer',
  'delivery.bad_tls': 'webhooks.said.bad_tls',
  'delivery.name_unknown': 'webhooks.said.name_unknown',
  'delivery.broken_off': 'webhooks.said.broken_off',
  'delivery.no_http': 'webhooks.said.no_http',
  'delivery.endpoint_disabled': 'webhooks.said.endpoint_disabled',
  'delivery.defect': 'webhooks.said.defect',
};

/** What went wrong with a try, in the reader's language where Portico says it; else as the other side said it. */
export function whatWentWrong({ error, errorSentence }: Attempt, t: Translate): string {
  const said = errorSentence as { code: string; params: Record<string, string | number> } | null;
  const key = said && SAID[said.code];
  return key ? t(key, said.params) : (error ?? '');
}
