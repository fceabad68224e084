import { Accordion, Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { IfMay } from '../../../actions/IfMay';
import { useSend } from '../../../actions/useSend';
import {
  type DeliveryStatus,
  type WebhookDeliveryPartsFragment,
  WebhookEndpointReplayDocument,
  WebhookLogDocument,
  type WebhookPartsFragment,
} from '../../../gql';
import { useI18n } from '../../../i18n';
import { useRead } from '../../../lib/query';
import { Outcome } from '../../../subjects/Outcome';
import { eventWord } from '../../../subjects/timeline';
import { DateTime } from '../../../ui/DateTime';
import { Failed } from '../../../ui/Failed';
import { EmptyState, SkeletonRows } from '../../../ui/states';
import { toast } from '../../../ui/toast';
import { DeliveryDetails } from './DeliveryDetails';

const STATUSES: readonly DeliveryStatus[] = ['PENDING', 'DELIVERED', 'GIVEN_UP'];
const LOOK_MS = 1_000;
const LOOKS = 20; // after that whoever waits may look again themselves

interface DeliveryLogProps {
  endpoint: WebhookPartsFragment;
  /** The test event that was just sent: it is opened, and looked at until its result is there. */
  tested: string | null;
}

/** What was sent to an endpoint, newest first, and what is owed. */
export function DeliveryLog({ endpoint, tested }: DeliveryLogProps) {
  const { t, words } = useI18n();
  const [status, setStatus] = useState<DeliveryStatus | 'ALL'>('ALL');
  const [after, setAfter] = useState<string | null>(null);
  const asked = { id: endpoint.id, after, status: status === 'ALL' ? null : status };
  const { data, loading, failure, refresh } = useRead(WebhookLogDocument, asked);
  const page = data?.webhookEndpoint?.deliveries;
  const rows = page?.edges.map(({ node }) => node) ?? [];
  useLookingAgain(tested, rows, refresh);
  if (failure) return <Failed failure={failure} onRetry={refresh} />;
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <SegmentedControl
          size="xs"
          aria-label={t('webhooks.logFilter')}
          value={status}
          data={[
            { value: 'ALL', label: t('webhooks.logAll') },
            ...STATUSES.map((value) => ({ value, label: words.deliveryStatus[value].label })),
          ]}
          onChange={(value) => {
            setStatus(value as DeliveryStatus | 'ALL');
            setAfter(null);
          }}
        />
        <IfMay permission="WEBHOOK_ENDPOINT_WRITE">
          <ReplayFailed endpoint={endpoint} onDone={refresh} />
        </IfMay>
      </Group>
      {loading && <SkeletonRows rows={4} />}
      {!loading && rows.length === 0 && <EmptyState icon="inbox" title={t('webhooks.logEmpty')} />}
      <Deliveries key={tested} rows={rows} open={tested} onReplayed={refresh} />
      <Group gap="xs">
        {after && (
          <Button variant="default" onClick={() => setAfter(null)}>
            {t('webhooks.logNewest')}
          </Button>
        )}
        {page?.pageInfo.hasNextPage && (
          <Button variant="default" onClick={() => setAfter(page.pageInfo.endCursor)}>
            {t('webhooks.logOlder')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

interface DeliveriesProps {
  rows: readonly WebhookDeliveryPartsFragment[];
  open: string | null;
  onReplayed: () => void;
}

function Deliveries({ rows, open, onReplayed }: DeliveriesProps) {
  const { words } = useI18n();
  return (
    <Accordion variant="separated" defaultValue={open}>
      {rows.map((row) => (
        <Accordion.Item key={row.id} value={row.id}>
          <Accordion.Control>
            <Group gap="xs" justify="space-between">
              <div>
                <Text size="sm" fw={600}>
                  {eventWord(words, row.event)}
                </Text>
                <Text size="xs" c="dimmed" component="div">
                  <DateTime at={row.createdAt} style="full" />
                </Text>
              </div>
              <Outcome row={row} />
            </Group>
          </Accordion.Control>
          <Accordion.Panel>
            <DeliveryDetails row={row} onReplayed={onReplayed} />
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}

/** Everything that was given up, once more. */
function ReplayFailed({ endpoint, onDone }: { endpoint: WebhookPartsFragment; onDone: () => void }) {
  const { t } = useI18n();
  const { send, busy } = useSend(WebhookEndpointReplayDocument, 'WebhookEndpointReplayed');
  const onClick = async () => {
    const since = new Date(Date.now() - 30 * 86_400_000).toISOString();
    const { done, refused } = await send({ id: endpoint.id, since });
    if (!done) return toast('refused', refused.join(' '));
    toast('done', t('webhooks.replayed', { count: done.replayed }));
    onDone();
  };
  return (
    <Button variant="default" size="xs" loading={busy} onClick={() => void onClick()}>
      {t('webhooks.replayFailed')}
    </Button>
  );
}

/** Looks again and again while something newly sent has no result yet. */
function useLookingAgain(tested: string | null, rows: readonly WebhookDeliveryPartsFragment[], refresh: () => void) {
  const row = rows.find(({ id }) => id === tested);
  const waits = tested !== null && (row === undefined || row.status === 'PENDING');
  useEffect(() => {
    if (!waits) return;
    let looks = 0;
    const timer = setInterval(() => {
      looks += 1;
      if (looks > LOOKS) clearInterval(timer);
      else refresh();
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [waits, refresh]);
}
