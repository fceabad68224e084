import { Badge, Drawer, Group, Stack, Text, Title } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { DeliveriesDocument, type DeliveriesQuery, type DeliveryKind } from '../../gql';
import { type I18n, type MessageKey, useI18n } from '../../i18n';
import { useRead, useSettled } from '../../lib/query';
import { eventWord } from '../../subjects/timeline';
import { useJournal } from '../../subjects/useJournal';
import { type Column, DataTable } from '../../ui/DataTable';
import { DateTime } from '../../ui/DateTime';
import { Failed } from '../../ui/Failed';
import { LinkButton } from '../../ui/links';
import { Page } from '../../ui/Page';
import { StatusBadge } from '../../ui/StatusBadge';
import { EmptyState, SkeletonRows } from '../../ui/states';
import { TabBar } from '../../ui/TabBar';
import { ListFoot } from '../../ui/Toolbar';
import type { Tone } from '../../ui/tone';
import classes from './SentMail.module.css';

const route = getRouteApi('/app/sent-mail');
const PAGE = 50;
type Delivery = DeliveriesQuery['deliveries']['edges'][number]['node'];
const rowId = (row: Delivery) => row.id;
const rowName = (row: Delivery) => row.letter?.subject ?? row.event;
const rowVersion = (row: Delivery) => `${row.status} ${row.attemptCount}`;
const NONE: readonly Delivery[] = [];

const KINDS: Record<Exclude<DeliveryKind, 'CARRIER'>, MessageKey> = {
  EMAIL: 'mail.emails',
  CALLBACK: 'mail.callbacks',
};
type Kind = keyof typeof KINDS;

/** What Portico told the outside: mails as they were sent, and callbacks with how they were received. */
export function SentMail() {
  const i18n = useI18n();
  const { t } = i18n;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  const kind: Kind = search.tab === 'CALLBACK' ? 'CALLBACK' : 'EMAIL';
  const variables = useMemo(() => ({ first: PAGE, after: search.after ?? null, kind }), [search.after, kind]);
  const read = useRead(DeliveriesDocument, variables);
  // Every move is told outside a moment after it is written.
  useJournal(read.data?.journalCursor, {}, useSettled(read.refresh, 1_000));
  const connection = read.data?.deliveries;
  const rows = useMemo(() => connection?.edges.map((edge) => edge.node) ?? NONE, [connection]);
  const columns = useMemo(() => deliveryColumns(i18n), [i18n]);
  const opened = rows.find((row) => row.id === search.open);
  return (
    <Page title={t('nav.mail')} fill>
      <TabBar
        label={t('nav.mail')}
        tabs={(Object.keys(KINDS) as Kind[]).map((value) => ({ value, label: t(KINDS[value]) }))}
        value={kind}
        onChange={(value) => change({ tab: value === 'EMAIL' ? undefined : value, after: undefined })}
      />
      {read.failure ? (
        <Failed failure={read.failure} onRetry={read.refresh} />
      ) : read.loading ? (
        <SkeletonRows />
      ) : (
        <DataTable
          label={t('nav.mail')}
          rows={rows}
          columns={columns}
          rowId={rowId}
          rowName={rowName}
          rowVersion={rowVersion}
          card={(row) => <Card row={row} i18n={i18n} />}
          onOpen={(row) => change({ open: row.id })}
          keys={!search.open}
          empty={<EmptyState icon="mail" title={t('mail.none')} text={t('mail.noneText')} />}
        />
      )}
      <ListFoot>
        <span className="tabular">{t('ui.rowsShown', { count: rows.length })}</span>
        {search.after && (
          <LinkButton
            from="/sent-mail"
            search={(before) => ({ ...before, after: undefined })}
            variant="subtle"
            size="compact-sm"
          >
            {t('ui.firstPage')}
          </LinkButton>
        )}
        {connection?.pageInfo.hasNextPage && (
          <LinkButton
            from="/sent-mail"
            search={(before) => ({ ...before, after: connection.pageInfo.endCursor ?? undefined })}
            variant="subtle"
            size="compact-sm"
          >
            {t('ui.nextPage')}
          </LinkButton>
        )}
      </ListFoot>
      <Drawer
        opened={opened !== undefined}
        onClose={() => change({ open: undefined })}
        position="right"
        size="xl"
        title={t('mail.opened')}
        closeButtonProps={{ 'aria-label': t('ui.close') }}
      >
        {opened && <Letter row={opened} />}
      </Drawer>
    </Page>
  );
}

const TONES: Record<string, Tone> = { DELIVERED: 'good', PENDING: 'progress', FAILED: 'bad', DEAD: 'bad' };

function Outcome({ row }: { row: Delivery }) {
  const { t } = useI18n();
  if (row.deliveredAt) return <StatusBadge tone="good" label={t('mail.delivered')} />;
  const label = row.nextAttemptAt ? t('mail.waiting') : row.status.toLowerCase();
  return <StatusBadge tone={TONES[row.status] ?? 'progress'} label={label} hint={row.lastError ?? undefined} />;
}

function deliveryColumns({ t, words }: I18n): Column<Delivery>[] {
  return [
    {
      id: 'subject',
      header: t('mail.subject'),
      width: 280,
      grow: 3,
      fixed: true,
      cell: (row) => row.letter?.subject ?? eventWord(words, row.event),
    },
    { id: 'to', header: t('mail.to'), width: 240, grow: 2, fixed: true, cell: (row) => row.destination },
    { id: 'at', header: t('mail.at'), width: 130, cell: (row) => <DateTime at={row.createdAt} /> },
    { id: 'outcome', header: t('mail.outcome'), width: 130, cell: (row) => <Outcome row={row} /> },
    { id: 'attempts', header: t('mail.attempts'), width: 90, align: 'end', cell: (row) => row.attemptCount },
  ];
}

function Card({ row, i18n: { words } }: { row: Delivery; i18n: I18n }) {
  return (
    <>
      <Text size="sm" fw={600} truncate>
        {row.letter?.subject ?? eventWord(words, row.event)}
      </Text>
      <Text size="xs" c="dimmed" truncate component="div">
        <DateTime at={row.createdAt} /> · {row.destination}
      </Text>
    </>
  );
}

function Letter({ row }: { row: Delivery }) {
  const { t, words } = useI18n();
  return (
    <Stack gap="md">
      <Title order={2}>{row.letter?.subject ?? eventWord(words, row.event)}</Title>
      <Group gap="xs">
        <Text size="sm">{row.destination}</Text>
        <Outcome row={row} />
        <Text size="sm" c="dimmed" component="span">
          <DateTime at={row.deliveredAt ?? row.createdAt} style="full" />
        </Text>
        <Badge variant="default" size="sm">
          {row.event}
        </Badge>
      </Group>
      {row.lastError && (
        <Text size="sm" c="var(--mantine-color-error)">
          {row.lastError}
        </Text>
      )}
      {row.letter ? (
        <pre className={classes.letter}>{row.letter.text}</pre>
      ) : (
        <Text size="sm">{t('mail.noLetter')}</Text>
      )}
      {row.orderId.startsWith('preq_') && (
        <Group>
          <LinkButton to="/porting-requests/$id" params={{ id: row.orderId }} variant="default">
            {t('mail.openRequest')}
          </LinkButton>
        </Group>
      )}
    </Stack>
  );
}
