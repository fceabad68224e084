import { Group, Text } from '@mantine/core';
import type { ChargeRowFragment, ChargeSumFragment } from '../../gql';
import { type I18n, useI18n } from '../../i18n';
import { money } from '../../lib/money';
import { formatMonth } from '../../lib/time';
import type { Column } from '../../ui/DataTable';
import { DateTime } from '../../ui/DateTime';
import { LinkAnchor } from '../../ui/links';

/** How lines of an account's charges are rows of a table. */
export const CHARGE_ROWS = {
  rowName: (row: ChargeRowFragment) => `${row.reference ?? ''} ${row.kind}`,
  rowVersion: (row: ChargeRowFragment) => row.orderStatus ?? '',
  card: (row: ChargeRowFragment) => <Card row={row} />,
};

export function chargeColumns(i18n: I18n, withAccount: boolean): Column<ChargeRowFragment>[] {
  const { t, words } = i18n;
  const columns: (Column<ChargeRowFragment> | false)[] = [
    { id: 'at', header: t('charge.at'), width: 150, fixed: true, cell: (row) => <DateTime at={row.createdAt} /> },
    { id: 'kind', header: t('charge.kind'), width: 220, grow: 2, fixed: true, cell: (row) => kindOf(row, i18n) },
    {
      id: 'reference',
      header: t('requests.reference'),
      width: 140,
      cell: (row) => <Reference row={row} />,
    },
    {
      id: 'order',
      header: t('charge.order'),
      width: 130,
      cell: (row) => (row.orderStatus ? words.portOutOrderStatus[row.orderStatus].label : '–'),
    },
    withAccount && { id: 'account', header: t('numbers.account'), width: 150, grow: 1, cell: (row) => row.accountName },
    {
      id: 'amount',
      header: t('charge.amount'),
      width: 120,
      align: 'end',
      fixed: true,
      cell: (row) => <span className="tabular">{money(row.amount, i18n.formatLocale)}</span>,
    },
  ];
  return columns.filter((column) => column !== false);
}

export const SUM_ROWS = {
  rowId: (row: ChargeSumFragment) => `${row.month} ${row.currency}`,
  rowName: (row: ChargeSumFragment) => `${row.month} ${row.currency}`,
  rowVersion: (row: ChargeSumFragment) => row.lineCount,
  card: (row: ChargeSumFragment) => <SumCard row={row} />,
};

export function sumColumns({ t, formatLocale }: I18n): Column<ChargeSumFragment>[] {
  const amount = (name: 'charged' | 'reversed' | 'total', header: string): Column<ChargeSumFragment> => ({
    id: name,
    header,
    width: 110,
    grow: 1,
    align: 'end',
    cell: (row) => <span className="tabular">{money(row[name], formatLocale)}</span>,
  });
  return [
    {
      id: 'month',
      header: t('charge.month'),
      width: 150,
      grow: 1,
      fixed: true,
      cell: (row) => formatMonth(row.month, formatLocale),
    },
    { id: 'lines', header: t('charge.lines'), width: 70, align: 'end', cell: (row) => row.lineCount },
    amount('charged', t('charge.charged')),
    amount('reversed', t('charge.reversed')),
    amount('total', t('charge.total')),
  ];
}

function kindOf(row: ChargeRowFragment, { t }: I18n): string {
  const kind = t(`charge.kind.${row.kind}`);
  return row.passedOnFrom ? t('charge.passedOn', { kind, reference: row.passedOnFrom }) : kind;
}

function Reference({ row }: { row: ChargeRowFragment }) {
  if (!row.portOutRequestId) return <>–</>;
  return (
    <LinkAnchor to="/port-out-requests/$id" params={{ id: row.portOutRequestId }} size="sm" className="tabular">
      {row.reference}
    </LinkAnchor>
  );
}

function Card({ row }: { row: ChargeRowFragment }) {
  const i18n = useI18n();
  return (
    <>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Reference row={row} />
        <Text size="sm" fw={600} className="tabular">
          {money(row.amount, i18n.formatLocale)}
        </Text>
      </Group>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="xs" c="dimmed">
          {kindOf(row, i18n)}
        </Text>
        <Text size="xs" c="dimmed" component="span">
          <DateTime at={row.createdAt} />
        </Text>
      </Group>
    </>
  );
}

function SumCard({ row }: { row: ChargeSumFragment }) {
  const { t, formatLocale } = useI18n();
  return (
    <Group justify="space-between" gap="xs" wrap="nowrap">
      <Text size="sm">{formatMonth(row.month, formatLocale)}</Text>
      <Text size="sm" fw={600} className="tabular">
        {`${t('charge.total')} ${money(row.total, formatLocale)}`}
      </Text>
    </Group>
  );
}
