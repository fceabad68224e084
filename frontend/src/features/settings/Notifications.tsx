import { Select, Stack, Text } from '@mantine/core';
import { useSend } from '../../actions/useSend';
import {
  type NewsCadence,
  type NewsKind,
  ViewerNotificationsChangeDocument,
  ViewerNotificationsDocument,
  type ViewerNotificationsQuery,
} from '../../gql';
import { type MessageKey, useI18n } from '../../i18n';
import { useRead } from '../../lib/query';
import { Failed } from '../../ui/Failed';
import { Section } from '../../ui/Page';
import { Problems } from '../../ui/Problems';
import { SkeletonRows } from '../../ui/states';
import { toast } from '../../ui/toast';

const NO_VARIABLES = {};
const CADENCES: Record<NewsCadence, MessageKey> = {
  INSTANT: 'news.INSTANT',
  DAILY_DIGEST: 'news.DAILY_DIGEST',
  OFF: 'news.OFF',
};
const KINDS: Record<NewsKind, { label: MessageKey; hint: MessageKey }> = {
  ACTION_REQUIRED: { label: 'news.ACTION_REQUIRED', hint: 'news.ACTION_REQUIRED.hint' },
  FOC_DATES: { label: 'news.FOC_DATES', hint: 'news.FOC_DATES.hint' },
  ENDED: { label: 'news.ENDED', hint: 'news.ENDED.hint' },
  PROGRESS: { label: 'news.PROGRESS', hint: 'news.PROGRESS.hint' },
  COMMENTS: { label: 'news.COMMENTS', hint: 'news.COMMENTS.hint' },
  PORT_OUTS: { label: 'news.PORT_OUTS', hint: 'news.always.hint' },
  SECURITY: { label: 'news.SECURITY', hint: 'news.always.hint' },
  QUEUE: { label: 'news.QUEUE', hint: 'news.QUEUE.hint' },
};

/** What somebody is written to about; each choice holds at once. */
export function Notifications() {
  const { t } = useI18n();
  const read = useRead(ViewerNotificationsDocument, NO_VARIABLES);
  if (read.failure) return <Failed failure={read.failure} onRetry={read.refresh} />;
  if (read.loading) return <SkeletonRows rows={6} />;
  return (
    <Section title={t('settings.notifications')}>
      <Stack gap="md" maw={560}>
        <Text size="sm">{t('news.text')}</Text>
        {read.data?.viewerNotifications.choices.map((choice) => (
          <Choice key={choice.kind} {...choice} onChanged={read.refresh} />
        ))}
      </Stack>
    </Section>
  );
}

type ChoiceProps = ViewerNotificationsQuery['viewerNotifications']['choices'][number] & { onChanged: () => void };

function Choice({ kind, cadence, offered, onChanged }: ChoiceProps) {
  const { t } = useI18n();
  const { send, busy, problems } = useSend(ViewerNotificationsChangeDocument, 'ViewerNotifications');
  const choose = async (chosen: NewsCadence) => {
    if (!(await send({ choices: [{ kind, cadence: chosen }] })).done) return;
    toast('done', t('news.saved'));
    onChanged();
  };
  return (
    <>
      <Select
        label={t(KINDS[kind].label)}
        description={t(KINDS[kind].hint)}
        data={offered.map((value) => ({ value, label: t(CADENCES[value]) }))}
        value={cadence}
        allowDeselect={false}
        disabled={offered.length < 2 || busy}
        onChange={(value) => value && void choose(value as NewsCadence)}
      />
      <Problems sentences={problems} />
    </>
  );
}
