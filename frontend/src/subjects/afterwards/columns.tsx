import { Group, Text } from '@mantine/core';
import type { InternalMoveRowFragment, SnapbackRowFragment } from '../../gql';
import type { I18n } from '../../i18n';
import { Countdown } from '../../ui/Countdown';
import type { Column } from '../../ui/DataTable';
import { DateTime } from '../../ui/DateTime';
import { LinkAnchor } from '../../ui/links';
import { InternalMoveStatusBadge, SnapbackStatusBadge } from '../Status';

/** The columns of snapbacks. */
export function snapbackColumns({ t, words }: I18n, withAccount: boolean): Column<SnapbackRowFragment>[] {
  const columns: (Column<SnapbackRowFragment> | false)[] = [
    {
      id: 'reference',
      header: t('requests.reference'),
      width: 140,
      fixed: true,
      cell: (row) => <SnapbackReference row={row} />,
    },
    {
      id: 'status',
      header: t('requests.status'),
      width: 160,
      fixed: true,
      cell: (row) => <SnapbackStatusBadge status={row.status} />,
    },
    {
      id: 'number',
      header: t('numbers.number'),
      width: 150,
      grow: 1,
      fixed: true,
      cell: (row) => <span className="tabular">{row.display}</span>,
    },
    {
      id: 'direction',
      header: t('snapback.direction'),
      width: 150,
      cell: (row) => t(`snapback.direction.${row.direction}`),
    },
    { id: 'carrier', header: t('snapback.carrier'), width: 140, grow: 1, cell: (row) => row.carrierName },
    withAccount && { id: 'account', header: t('numbers.account'), width: 130, grow: 1, cell: (row) => row.accountName },
    { id: 'waiting', header: t('numbers.waitingOn'), width: 92, cell: (row) => words.waitingOn[row.waitingOn] },
    {
      id: 'updated',
      header: t('numbers.updated'),
      width: 118,
      cell: (row) => <DateTime at={row.updatedAt} style="relative" />,
    },
  ];
  return columns.filter((column) => column !== false);
}

export const SNAPBACK_ROWS = {
  rowName: (row: SnapbackRowFragment) => row.reference,
  rowVersion: (row: SnapbackRowFragment) => row.version,
  card: (row: SnapbackRowFragment) => (
    <>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <SnapbackReference row={row} />
        <SnapbackStatusBadge status={row.status} />
      </Group>
      <Text size="xs" c="dimmed" truncate>
        {row.display} · {row.carrierName}
      </Text>
    </>
  ),
};

function SnapbackReference({ row }: { row: SnapbackRowFragment }) {
  return (
    <LinkAnchor to="/snapbacks/$id" params={{ id: row.id }} size="sm" fw={600} className="tabular">
      {row.reference}
    </LinkAnchor>
  );
}

/** The columns of moves between accounts; staff are shown both sides. */
export function internalMoveColumns({ t, words }: I18n, staff: boolean): Column<InternalMoveRowFragment>[] {
  const columns: (Column<InternalMoveRowFragment> | false)[] = [
    {
      id: 'reference',
      header: t('requests.reference'),
      width: 140,
      fixed: true,
      cell: (row) => <MoveReference row={row} />,
    },
    {
      id: 'status',
      header: t('requests.status'),
      width: 140,
      fixed: true,
      cell: (row) => <InternalMoveStatusBadge status={row.status} />,
    },
    {
      id: 'numbers',
      header: t('requests.numbers'),
      width: 150,
      grow: 1,
      fixed: true,
      cell: (row) => <Numbers row={row} t={t} />,
    },
    !staff && {
      id: 'side',
      header: t('move.side'),
      width: 140,
      cell: (row) => (row.side ? t(`move.side.${row.side}`) : '–'),
    },
    staff && { id: 'giving', header: t('move.giving'), width: 130, grow: 1, cell: (row) => row.givingAccountName },
    staff && {
      id: 'taking',
      header: t('move.taking'),
      width: 130,
      grow: 1,
      cell: (row) => row.takingAccountName ?? '–',
    },
    { id: 'expires', header: t('move.expires'), width: 150, cell: (row) => <Expiry row={row} /> },
    { id: 'waiting', header: t('numbers.waitingOn'), width: 92, cell: (row) => words.waitingOn[row.waitingOn] },
    {
      id: 'updated',
      header: t('numbers.updated'),
      width: 118,
      cell: (row) => <DateTime at={row.updatedAt} style="relative" />,
    },
  ];
  return columns.filter((column) => column !== false);
}

export const INTERNAL_MOVE_ROWS = {
  rowName: (row: InternalMoveRowFragment) => row.reference,
  rowVersion: (row: InternalMoveRowFragment) => row.version,
  card: (row: InternalMoveRowFragment) => (
    <>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <MoveReference row={row} />
        <InternalMoveStatusBadge status={row.status} />
      </Group>
      <Text size="xs" c="dimmed" truncate>
        {row.numbers[0]?.display}
      </Text>
    </>
  ),
};

function MoveReference({ row }: { row: InternalMoveRowFragment }) {
  return (
    <LinkAnchor to="/internal-moves/$id" params={{ id: row.id }} size="sm" fw={600} className="tabular">
      {row.reference}
    </LinkAnchor>
  );
}

/** While the code can be redeemed, how long it still can. */
export function Expiry({ row }: { row: Pick<InternalMoveRowFragment, 'waitingOn' | 'expiresAt'> }) {
  return row.waitingOn === 'CUSTOMER' ? <Countdown until={row.expiresAt} /> : <>–</>;
}

function Numbers({ row, t }: { row: InternalMoveRowFragment; t: I18n['t'] }) {
  const more = row.numberCount - 1;
  return (
    <span className="tabular">
      {row.numbers[0]?.display}
      {more > 0 && ` ${t('portOut.more', { count: more })}`}
    </span>
  );
}
