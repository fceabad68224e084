import { useI18n } from '../../i18n';
import { lastMinute } from '../../lib/time';
import { labelOf } from '../../subjects/fieldLabels';
import { losingCarrierText } from '../../subjects/losingCarrier';
import { NumberBlocks } from '../../subjects/NumberBlocks';
import { ReplacedRequest } from '../../subjects/ReplacedRequest';
import { AMSTERDAM } from '../../subjects/requests';
import { DateTime, FocDate, PlainDate } from '../../ui/DateTime';
import { Facts } from '../../ui/Facts';
import type { RequestDetail } from './detail';
import { Secret } from './Secret';

/** What a porting request says about itself; what it has no answer to is left out. */
export function RequestFacts({ request }: { request: RequestDetail }) {
  const i18n = useI18n();
  const { t, words } = i18n;
  const { subscriber, losingCarrier } = request;
  const clock = losingCarrier && { timeZone: losingCarrier.timeZone, name: losingCarrier.name };
  const address = [subscriber.street, [subscriber.postalCode, subscriber.city].filter(Boolean).join(' ')]
    .filter(Boolean)
    .join(', ');
  return (
    <Facts
      facts={[
        { label: t('numbers.account'), value: request.accountName },
        { label: t('requests.customerReference'), value: request.customerReference },
        { label: t('requests.what'), value: `${request.country} · ${words.numberType[request.numberType]}` },
        {
          label: t('requests.blocks'),
          value: request.numberBlocks.length > 0 ? <NumberBlocks blocks={request.numberBlocks} /> : null,
        },
        { label: t('request.replaces'), value: request.replacesId && <ReplacedRequest id={request.replacesId} /> },
        { label: t('numbers.waitingOn'), value: words.waitingOn[request.waitingOn] },
        { label: t('numbers.carrier'), value: losingCarrierText(request, t) },
        { label: t('requests.networkCarrier'), value: request.networkCarrierName },
        { label: t('requests.requested'), value: request.requestedDate && <PlainDate date={request.requestedDate} /> },
        {
          label: t('requests.answerDue'),
          value: request.answerDueAt && <FocDate at={lastMinute(request.answerDueAt)} local={AMSTERDAM} />,
        },
        {
          label: t('requests.firstPossible'),
          value: request.firstPossibleDate && <PlainDate date={request.firstPossibleDate} />,
        },
        {
          label: t('requests.readyUntil'),
          value: request.readyUntil && <FocDate at={lastMinute(request.readyUntil)} style="full" local={AMSTERDAM} />,
        },
        {
          label: t('requests.performAt'),
          value: request.performAt && <FocDate at={request.performAt} style="full" local={clock ?? AMSTERDAM} />,
        },
        { label: t('requests.subscriber'), value: subscriber.name },
        { label: t('requests.address'), value: address },
        { label: t('requests.authorizedPerson'), value: subscriber.authorisedPerson },
        { label: t('requests.accountNumber'), value: subscriber.accountNumber },
        { label: t('requests.btn'), value: subscriber.btn },
        { label: t('requests.pin'), value: subscriber.hasPin && <Secret request={request} field="subscriber.pin" /> },
        ...request.extraFields.map(({ name, value, secret, givenAt, numbers, ...called }) => ({
          label: labelOf(called, i18n),
          value: secret ? (
            <Secret request={request} field={`extra_fields.${name}`} givenAt={givenAt} numbers={numbers} />
          ) : (
            value
          ),
        })),
        { label: t('requests.profile'), value: request.companyProfile?.label },
        { label: t('requests.mailTo'), value: request.companyProfile?.emails.join(', ') },
        { label: t('numbers.profile'), value: request.configurationProfile?.name },
        { label: t('requests.callback'), value: request.callbackUrl },
        { label: t('requests.created'), value: <DateTime at={request.createdAt} /> },
      ]}
    />
  );
}
