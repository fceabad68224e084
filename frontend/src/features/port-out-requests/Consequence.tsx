import { Text } from '@mantine/core';
import { useI18n } from '../../i18n';
import { money } from '../../lib/money';
import { DateTime, PlainDate } from '../../ui/DateTime';
import { Facts } from '../../ui/Facts';
import type { PortOutDetail } from './detail';

/** What a yes leads to: which numbers leave for whom and when, what that costs, and what of them ends here. */
export function Consequence({ request, withSilence }: { request: PortOutDetail; withSilence?: boolean }) {
  const { t, formatLocale } = useI18n();
  const { consents, evidence } = request;
  const fee = request.order?.fee ?? consents?.fee;
  return (
    <Facts
      facts={[
        {
          label: t('portOut.leaving'),
          value: t('portOut.leavingTo', { count: request.numberCount, carrier: request.gainingCarrierName }),
        },
        { label: t('portOut.from'), value: <LeavesOn request={request} /> },
        { label: t('portOut.fee'), value: fee ? money(fee, formatLocale) : t('portOut.noFee') },
        {
          label: t('portOut.configuration'),
          value: evidence && t('portOut.detached', { count: evidence.configuredCount }),
        },
        {
          label: t('portOut.onDeadline'),
          value: withSilence && <Silence request={request} />,
        },
      ]}
    />
  );
}

function LeavesOn({ request }: { request: PortOutDetail }) {
  const { t } = useI18n();
  if (request.releaseAt) return <DateTime at={request.releaseAt} style="full" />;
  return request.requestedDate ? <PlainDate date={request.requestedDate} /> : t('portOut.onceReleased');
}

/** What happens if nobody decides, and whose choice that was. */
export function Silence({ request }: { request: PortOutDetail }) {
  const { t } = useI18n();
  const { consents } = request;
  return (
    <Text span size="sm">
      {t(`portOut.onDeadline.${consents?.unanswered ?? request.onDeadline}`)}
      {consents?.onDeadlineSetAt && (
        <Text span size="sm" c="dimmed">
          {'; '}
          {consents.onDeadlineSetBy ? t('policy.setBy', { name: consents.onDeadlineSetBy }) : t('policy.set')}{' '}
          <DateTime at={consents.onDeadlineSetAt} />
        </Text>
      )}
    </Text>
  );
}
