import { Button, Group } from '@mantine/core';
import { useVerbs } from '../../actions/useVerbs';
import { useI18n } from '../../i18n';
import { Notice } from '../../ui/Notice';
import type { RequestDetail } from './detail';

/** A losing carrier that is not on the list keeps a request from going on: staff say here which one was meant. */
export function UnlistedCarrier({ request, onMatched }: { request: RequestDetail; onMatched: () => void }) {
  const { t } = useI18n();
  const { start, dialog } = useVerbs(onMatched);
  const { id, version, reference: name, country, losingCarrierName, availableActions } = request;
  const offer = availableActions.find(({ action }) => action === 'MATCH_LOSING_CARRIER');
  if (!request.losingCarrierUnknown || !losingCarrierName) return null;
  const match = () =>
    offer &&
    start({
      kind: 'portingRequest',
      verb: offer.action,
      variant: offer.variant,
      label: offer.label,
      subjects: [{ id, version, name }],
      setting: { country, typedCarrier: losingCarrierName },
    });
  return (
    <Notice tone="warn" title={t('request.carrierUnlisted', { name: losingCarrierName })}>
      <Group justify="space-between" gap="xs">
        {t(offer ? 'request.carrierToMatch' : 'request.carrierBeingMatched')}
        {offer && (
          <Button size="xs" onClick={match}>
            {offer.label}
          </Button>
        )}
      </Group>
      {dialog}
    </Notice>
  );
}
