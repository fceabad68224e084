import { Group, Text } from '@mantine/core';
import type { RequestRowFragment } from '../gql';
import type { I18n } from '../i18n';
import { lastMinute } from '../lib/time';
import type { Column } from '../ui/DataTable';
import { type Clock, DateTime, FocDate, PlainDate } from '../ui/DateTime';
import { LinkAnchor } from '../ui/links';
import { losingCarrierText } from './losingCarrier';
import { RequestStatus } from './Status';

/** The columns of porting requests, wherever they are listed. */
export function requestColumns({ t, words }: I18n, withAccount: boolean): Column<RequestRowFragment>[] {
  const columns: (Column<RequestRowFragment> | false)[] = [
    {
      id: 'reference',
      header: t('requests.reference'),
      width: 132,
      fixed: true,
      cell: (row) => (
        <LinkAnchor to="/porting-requests/$id" params={{ id: row.id }} size="sm" fw={600} className="tabular">
          {row.reference}
        </LinkAnchor>
      ),
    },
    { id: 'name', header: t('requests.name'), width: 130, grow: 2, cell: (row) => row.name },
    {
      id: 'status',
      header: t('requests.status'),
      width: 164,
      fixed: true,
      cell: (row) => <RequestStatus status={row.status} />,
    },
    withAccount && {
      id: 'account',
      header: t('numbers.account'),
      width: 130,
      grow: 1,
      cell: (row) => row.accountName,
    },
    {
      id: 'what',
      header: t('requests.what'),
      width: 120,
      cell: (row) => `${row.country} · ${words.numberType[row.numberType]}`,
    },
    { id: 'count', header: t('requests.numbers'), width: 92, align: 'end', cell: (row) => <Progress row={row} /> },
    { id: 'waiting', header: t('numbers.waitingOn'), width: 92, cell: (row) => words.waitingOn[row.waitingOn] },
    { id: 'next', header: t('requests.next'), width: 140, grow: 1, cell: (row) => <NextDate row={row} t={t} /> },
    {
      id: 'carrier',
      header: t('numbers.carrier'),
      width: 104,
      grow: 1,
      cell: (row) => losingCarrierText(row, t) ?? '–',
    },
    {
      id: 'submitted',
      header: t('requests.submitted'),
      width: 118,
      cell: (row) => (row.submittedAt ? <DateTime at={row.submittedAt} style="relative" /> : '–'),
    },
    {
      id: 'updated',
      header: t('numbers.updated'),
      width: 118,
      cell: (row) => <DateTime at={row.updatedAt} style="relative" />,
    },
  ];
  return columns.filter((column) => column !== false);
}

/** The clock on which Dutch ports happen: the moment of one is told on it, so that it is the day of its FOC date for everybody. */
export const AMSTERDAM: Clock = { timeZone: 'Europe/Amsterdam', name: 'Amsterdam' };

/** How porting requests are rows of a table. */
export const REQUEST_ROWS = {
  rowName: (row: RequestRowFragment) => row.reference,
  rowVersion: (row: RequestRowFragment) => row.version,
  card: (row: RequestRowFragment) => <RequestCard row={row} />,
};

function RequestCard({ row }: { row: RequestRowFragment }) {
  return (
    <>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <LinkAnchor to="/porting-requests/$id" params={{ id: row.id }} size="sm" fw={600} className="tabular">
          {row.reference}
        </LinkAnchor>
        <RequestStatus status={row.status} />
      </Group>
      <Text size="xs" c="dimmed" truncate>
        {[row.name, row.accountName].filter(Boolean).join(' · ')}
      </Text>
    </>
  );
}

function Progress({ row }: { row: RequestRowFragment }) {
  const done = row.numberCount - row.openCount;
  return (
    <span className="tabular">
      {done} / {row.numberCount}
    </span>
  );
}

/** The date that matters next, whichever the process has. */
function NextDate({ row, t }: { row: RequestRowFragment; t: I18n['t'] }) {
  if (row.performAt)
    return <Dated label={t('requests.performAt')} date={<FocDate at={row.performAt} local={AMSTERDAM} />} />;
  if (row.readyUntil)
    return (
      <Dated label={t('requests.readyUntil')} date={<FocDate at={lastMinute(row.readyUntil)} local={AMSTERDAM} />} />
    );
  if (row.firstPossibleDate)
    return <Dated label={t('requests.firstPossible')} date={<PlainDate date={row.firstPossibleDate} />} />;
  if (row.requestedDate) return <Dated label={t('requests.requested')} date={<PlainDate date={row.requestedDate} />} />;
  return <>–</>;
}

function Dated({ label, date }: { label: string; date: React.ReactNode }) {
  return (
    <>
      <Text span size="xs" c="dimmed">
        {label}{' '}
      </Text>
      {date}
    </>
  );
}
