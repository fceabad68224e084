import { Anchor, Button, Group } from '@mantine/core';
import { useSend } from '../../actions/useSend';
import { EvidencePackMakeDocument, EvidencePackOfDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { useRead } from '../../lib/query';
import { useMay } from '../../lib/session';
import { toast } from '../../ui/toast';

/** Which order: one of the two. */
export type EvidenceOrder =
  | { requestId: string; portOutRequestId?: never }
  | { portOutRequestId: string; requestId?: never };

/** To staff, of an order that has ended: all that is kept of it as one file, made where nobody has yet. */
export function Evidence({ order, ended }: { order: EvidenceOrder; ended: boolean }) {
  const may = useMay()('EVIDENCE_PACK_READ');
  return may && ended ? <OfEndedOrder order={order} /> : null;
}

function OfEndedOrder({ order }: { order: EvidenceOrder }) {
  const { t } = useI18n();
  const { data, refresh } = useRead(EvidencePackOfDocument, {
    orderId: order.requestId ?? order.portOutRequestId ?? '',
  });
  const make = useSend(EvidencePackMakeDocument, 'EvidencePack');
  if (!data) return null;
  const onMake = async () => {
    const { done, refused } = await make.send(order);
    if (!done) return toast('refused', refused.join(' '));
    refresh();
  };
  const pack = data.evidencePack;
  return (
    <Group gap="xs" component="span" className="no-print">
      {pack ? (
        <Anchor href={pack.path} download size="sm" underline="always">
          {t(pack.trimmedAt ? 'evidence.earlier' : 'evidence.download')}
        </Anchor>
      ) : (
        <Button size="compact-xs" variant="default" loading={make.busy} onClick={() => void onMake()}>
          {t('evidence.make')}
        </Button>
      )}
    </Group>
  );
}
