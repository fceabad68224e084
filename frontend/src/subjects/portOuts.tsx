import { Group, Text } from '@mantine/core';
import type { PortOutRowFragment } from '../gql';
import type { I18n } from '../i18n';
import { Countdown } from '../ui/Countdown';
import type { Column } from '../ui/DataTable';
import { DateTime, PlainDate } from '../ui/DateTime';
import { LinkAnchor } from '../ui/links';
import { RiskBadge } from './portOutRisks';
import { PortOutStatusBadge } from './Status';

/** The columns of port-out requests, wherever they are listed. */
export function portOutColumns({ t, words }: I18n, withAccount: boolean): Column<PortOutRowFragment>[] {
  const columns: (Column<PortOutRowFragment> | false)[] = [
    {
      id: 'reference',
      header: t('requests.reference'),
      width: 140,
      fixed: true,
      cell: (row) => <Reference row={row} />,
    },
    {
      id: 'status',
      header: t('requests.status'),
      width: 148,
      fixed: true,
      cell: (row) => <PortOutStatusBadge status={row.status} />,
    },
    {
      id: 'deadline',
      header: t('portOut.answerWithin'),
      width: 184,
      grow: 1,
      fixed: true,
      cell: (row) => <Deadline row={row} />,
    },
    { id: 'risk', header: t('portOut.riskColumn'), width: 148, cell: (row) => <Risk row={row} /> },
    { id: 'numbers', header: t('requests.numbers'), width: 142, grow: 1, cell: (row) => <Numbers row={row} t={t} /> },
    { id: 'gaining', header: t('portOut.gaining'), width: 140, grow: 1, cell: (row) => row.gainingCarrierName },
    withAccount && { id: 'account', header: t('numbers.account'), width: 130, grow: 1, cell: (row) => row.accountName },
    {
      id: 'requested',
      header: t('requests.requested'),
      width: 138,
      cell: (row) => <PlainDate date={row.requestedDate} />,
    },
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

/** How port-out requests are rows of a table. */
export const PORT_OUT_ROWS = {
  rowName: (row: PortOutRowFragment) => row.reference,
  rowVersion: (row: PortOutRowFragment) => row.version,
  card: (row: PortOutRowFragment) => <PortOutCard row={row} />,
};

function PortOutCard({ row }: { row: PortOutRowFragment }) {
  return (
    <>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Reference row={row} />
        <PortOutStatusBadge status={row.status} />
      </Group>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="xs" c="dimmed" truncate>
          {row.numbers[0]?.display} · {row.gainingCarrierName}
        </Text>
        <Deadline row={row} />
      </Group>
      {row.evidence && row.evidence.risks.length > 0 && <RiskBadge risks={row.evidence.risks} />}
    </>
  );
}

function Reference({ row }: { row: PortOutRowFragment }) {
  return (
    <LinkAnchor to="/port-out-requests/$id" params={{ id: row.id }} size="sm" fw={600} className="tabular">
      {row.reference}
    </LinkAnchor>
  );
}

/** The clock runs for as long as somebody's answer to the deadline is open, which is what the customer is waited for. */
export function Deadline({ row }: { row: Pick<PortOutRowFragment, 'waitingOn' | 'expiresAt'> }) {
  return row.waitingOn === 'CUSTOMER' ? <Countdown until={row.expiresAt} /> : <>–</>;
}

function Risk({ row }: { row: PortOutRowFragment }) {
  return <RiskBadge risks={row.evidence?.risks ?? []} />;
}

function Numbers({ row, t }: { row: PortOutRowFragment; t: I18n['t'] }) {
  const more = row.numberCount - 1;
  return (
    <span className="tabular">
      {row.numbers[0]?.display}
      {more > 0 && ` ${t('portOut.more', { count: more })}`}
    </span>
  );
}
