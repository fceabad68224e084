import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { IfMay } from '../../actions/IfMay';
import { useSend } from '../../actions/useSend';
import {
  CalendarFeedCreateDocument,
  type CalendarFeedPartsFragment,
  CalendarFeedRevokeDocument,
  CalendarFeedsDocument,
} from '../../gql';
import { useI18n } from '../../i18n';
import { useRead } from '../../lib/query';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { DateTime } from '../../ui/DateTime';
import { Failed } from '../../ui/Failed';
import { ShownOnce } from '../../ui/ShownOnce';
import { SkeletonRows } from '../../ui/states';
import { toast } from '../../ui/toast';
import classes from './Calendar.module.css';

const NO_VARIABLES = {};

/** The links under which other calendars read these dates: made, shown once, revoked. */
export function CalendarLinks() {
  const { t } = useI18n();
  const read = useRead(CalendarFeedsDocument, NO_VARIABLES);
  const [made, setMade] = useState<{ id: string; url: string | null } | null>(null);
  const [revoking, setRevoking] = useState<CalendarFeedPartsFragment | null>(null);
  if (read.failure) return <Failed failure={read.failure} onRetry={read.refresh} />;
  if (read.loading) return <SkeletonRows rows={2} />;
  const links = (read.data?.calendarFeeds ?? []).filter((link) => link.revokedAt === null);
  return (
    <Stack gap="sm" maw={640}>
      <Text size="sm" c="dimmed">
        {t('calendar.linksText')}
      </Text>
      {links.length > 0 && (
        <ul className={classes.entries}>
          {links.map((link) => (
            <li key={link.id}>
              <Link link={link} onRevoke={() => setRevoking(link)} />
            </li>
          ))}
        </ul>
      )}
      {made?.url && links.some((link) => link.id === made.id) && (
        <ShownOnce notice={t('calendar.shownOnce')} label={t('calendar.address')} value={made.url} />
      )}
      <IfMay permission="CALENDAR_FEED_WRITE">
        <NewLink
          onMade={(id, url) => {
            setMade({ id, url });
            read.refresh();
          }}
        />
      </IfMay>
      {revoking && (
        <RevokeDialog
          link={revoking}
          onClose={() => setRevoking(null)}
          onDone={() => {
            setRevoking(null);
            read.refresh();
          }}
        />
      )}
    </Stack>
  );
}

function Link({ link, onRevoke }: { link: CalendarFeedPartsFragment; onRevoke: () => void }) {
  const { t } = useI18n();
  return (
    <Group justify="space-between" gap="xs">
      <div>
        <Text size="sm" fw={600}>
          {link.name}
        </Text>
        <Text size="xs" c="dimmed" component="div">
          {[link.accountName, link.ownerName].filter(Boolean).join(' · ')} ·{' '}
          {link.lastUsedAt ? (
            <>
              {t('calendar.lastUsed')} <DateTime at={link.lastUsedAt} />
            </>
          ) : (
            t('calendar.neverUsed')
          )}
        </Text>
      </div>
      <IfMay permission="CALENDAR_FEED_WRITE">
        <Button variant="default" aria-label={`${t('calendar.revoke')}: ${link.name}`} onClick={onRevoke}>
          {t('calendar.revoke')}
        </Button>
      </IfMay>
    </Group>
  );
}

function NewLink({ onMade }: { onMade: (id: string, url: string | null) => void }) {
  const { t } = useI18n();
  const [name, setName] = useState('');
  const { send, busy, problems } = useSend(CalendarFeedCreateDocument, 'CalendarFeedCreated');
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const { done } = await send({ name: name.trim() });
    if (!done) return;
    setName('');
    onMade(done.feed.id, done.url);
  };
  return (
    <form onSubmit={(event) => void onSubmit(event)} noValidate>
      <Group gap="xs" align="flex-end">
        <TextInput
          label={t('calendar.linkName')}
          description={t('calendar.linkNameHint')}
          maxLength={100}
          value={name}
          error={problems.join(' ')}
          onChange={(event) => setName(event.currentTarget.value)}
          style={{ flex: '1 1 14rem' }}
        />
        <Button type="submit" variant="default" loading={busy} disabled={name.trim() === ''}>
          {t('calendar.makeLink')}
        </Button>
      </Group>
    </form>
  );
}

interface RevokeDialogProps {
  link: CalendarFeedPartsFragment;
  onClose: () => void;
  onDone: () => void;
}

function RevokeDialog({ link, onClose, onDone }: RevokeDialogProps) {
  const { t } = useI18n();
  const { send, busy, problems } = useSend(CalendarFeedRevokeDocument, 'CalendarFeed');
  const onConfirm = async () => {
    if (!(await send({ id: link.id })).done) return;
    toast('done', t('calendar.revoked'), link.name);
    onDone();
  };
  return (
    <ConfirmDialog
      opened
      title={`${t('calendar.revoke')}: ${link.name}`}
      consequence={t('calendar.revokeText')}
      confirmLabel={t('calendar.revoke')}
      danger
      count={1}
      busy={busy}
      problems={problems}
      onConfirm={() => void onConfirm()}
      onClose={onClose}
    />
  );
}
