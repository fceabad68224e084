import { Button, Group, Stack, Text } from '@mantine/core';
import { IfMay } from '../../../actions/IfMay';
import { useSend } from '../../../actions/useSend';
import { DeliveryReplayDocument, type WebhookDeliveryPartsFragment } from '../../../gql';
import { useI18n } from '../../../i18n';
import { DateTime } from '../../../ui/DateTime';
import { Problems } from '../../../ui/Problems';
import { StatusBadge } from '../../../ui/StatusBadge';
import { toast } from '../../../ui/toast';
import classes from './Webhooks.module.css';
import { whatWentWrong } from './whatWentWrong';

interface DeliveryDetailsProps {
  row: WebhookDeliveryPartsFragment;
  onReplayed: () => void;
}

/** One event as it was sent, every try with both heads, and the way to send it once more. */
export function DeliveryDetails({ row, onReplayed }: DeliveryDetailsProps) {
  const { t } = useI18n();
  const { send, busy, problems } = useSend(DeliveryReplayDocument, 'WebhookDelivery');
  const onReplay = async () => {
    if (!(await send({ id: row.id })).done) return;
    toast('done', t('webhooks.replayed', { count: 1 }));
    onReplayed();
  };
  return (
    <Stack gap="md">
      <Group gap="xs" justify="space-between">
        <Text size="xs" c="dimmed">
          {row.type} · {row.id}
        </Text>
        {row.status !== 'PENDING' && (
          <IfMay permission="WEBHOOK_ENDPOINT_WRITE">
            <Button variant="default" size="xs" loading={busy} onClick={() => void onReplay()}>
              {t('webhooks.replayOne')}
            </Button>
          </IfMay>
        )}
      </Group>
      {row.nextAttemptAt && (
        <Text size="sm">
          {t('webhooks.nextAttempt')} <DateTime at={row.nextAttemptAt} />
        </Text>
      )}
      <Problems sentences={problems} />
      {row.attempts.toReversed().map((attempt) => (
        <Attempt key={attempt.no} attempt={attempt} />
      ))}
      <Part title={t('webhooks.body')} text={row.body} />
    </Stack>
  );
}

type AttemptParts = WebhookDeliveryPartsFragment['attempts'][number];

function Attempt({ attempt }: { attempt: AttemptParts }) {
  const { locale, t } = useI18n();
  const answer = attempt.statusCode ? `HTTP ${attempt.statusCode}` : whatWentWrong(attempt, t);
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <StatusBadge tone={attempt.ok ? 'good' : 'bad'} label={t('webhooks.attempt', { no: attempt.no })} />
        <Text size="sm">
          {answer} · {attempt.durationMs.toLocaleString(locale)} ms · <DateTime at={attempt.at} />
        </Text>
      </Group>
      <Part
        title={t('webhooks.requestHead')}
        text={head(attempt.requestHeaders, attempt.url && `POST ${attempt.url}`)}
      />
      <Part title={t('webhooks.responseHead')} text={head(attempt.responseHeaders, null)} />
      <Part title={t('webhooks.responseBody')} text={attempt.responseBody ?? ''} />
    </Stack>
  );
}

function Part({ title, text }: { title: string; text: string }) {
  if (!text) return null;
  return (
    <div>
      <Text size="xs" c="dimmed">
        {title}
      </Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard */}
      <pre className={classes.text} tabIndex={0}>
        {text}
      </pre>
    </div>
  );
}

function head(lines: AttemptParts['requestHeaders'], first: string | null): string {
  return [...(first ? [first] : []), ...lines.map(({ name, value }) => `${name}: ${value}`)].join('\n');
}
