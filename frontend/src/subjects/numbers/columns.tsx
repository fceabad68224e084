import { Group, Text } from '@mantine/core';
import type { NumberRowFragment } from '../../gql';
import { type I18n, useI18n } from '../../i18n';
import type { Column } from '../../ui/DataTable';
import { type Clock, DateTime, FocDate } from '../../ui/DateTime';
import { LinkAnchor } from '../../ui/links';
import { losingCarrierText } from '../losingCarrier';
import { PhoneNumber } from '../PhoneNumber';
import { NumberStatus } from '../Status';

interface Options {
  /** Staff see whose number it is. */
  withAccount: boolean;
  /** On a request's own page the request goes without saying. */
  withRequest: boolean;
}

/** The columns of porting numbers, wherever they are listed. */
export function numberColumns({ t, words }: I18n, { withAccount, withRequest }: Options): Column<NumberRowFragment>[] {
  const columns: (Column<NumberRowFragment> | false)[] = [
    {
      id: 'number',
      header: t('numbers.number'),
      sort: 'number',
      width: 150,
      fixed: true,
      cell: (row) => <PhoneNumber e164={row.e164} display={row.display} strong />,
    },
    {
      id: 'status',
      header: t('numbers.status'),
      width: 172,
      fixed: true,
      cell: (row) => <NumberStatus status={row.status} />,
    },
    {
      id: 'foc',
      header: t('numbers.foc'),
      sort: 'foc',
      width: 140,
      cell: (row) => <FocDate at={row.focAt} local={localClock(row)} />,
    },
    { id: 'reason', header: t('numbers.reason'), width: 150, grow: 3, cell: (row) => <Why row={row} /> },
    withRequest && {
      id: 'request',
      header: t('numbers.request'),
      width: 128,
      cell: (row) => (
        <LinkAnchor to="/porting-requests/$id" params={{ id: row.requestId }} size="sm" className="tabular">
          {row.requestReference}
        </LinkAnchor>
      ),
    },
    withAccount && {
      id: 'account',
      header: t('numbers.account'),
      width: 140,
      grow: 1,
      cell: (row) => row.accountName,
    },
    {
      id: 'carrier',
      header: t('numbers.carrier'),
      width: 130,
      grow: 1,
      cell: (row) => losingCarrierText(row, t) ?? '–',
    },
    { id: 'waiting', header: t('numbers.waitingOn'), width: 88, cell: (row) => words.waitingOn[row.waitingOn] },
    {
      id: 'profile',
      header: t('numbers.profile'),
      width: 130,
      grow: 1,
      cell: (row) => row.configurationProfile?.name ?? '–',
    },
    { id: 'attempt', header: t('numbers.attempt'), width: 76, align: 'end', cell: (row) => row.attemptNo || '–' },
    {
      id: 'updated',
      header: t('numbers.updated'),
      sort: 'updated',
      width: 118,
      cell: (row) => <DateTime at={row.updatedAt} style="relative" />,
    },
  ];
  return columns.filter((column) => column !== false);
}

/** How porting numbers are rows of a table. */
export const NUMBER_ROWS = {
  rowName: (row: NumberRowFragment) => row.e164,
  rowVersion: (row: NumberRowFragment) => row.version,
  card: (row: NumberRowFragment) => <NumberCard row={row} />,
};

/** A number on a phone: what it is, where it stands, what comes next. */
function NumberCard({ row }: { row: NumberRowFragment }) {
  const { t } = useI18n();
  return (
    <>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <PhoneNumber e164={row.e164} display={row.display} strong />
        <NumberStatus status={row.status} />
      </Group>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="xs" c="dimmed" truncate>
          {row.requestReference} · {losingCarrierText(row, t) ?? '–'}
        </Text>
        {row.focAt && (
          <Text size="xs" component="span">
            <FocDate at={row.focAt} local={localClock(row)} />
          </Text>
        )}
      </Group>
    </>
  );
}

function Why({ row }: { row: NumberRowFragment }) {
  const codes = row.statusReasons.map((reason) => reason.ownText ?? reason.text).join(' ');
  const text = codes || row.statusReason;
  return <span title={text}>{text}</span>;
}

/** The clock its FOC date is read on. */
export function localClock(row: NumberRowFragment): Clock | null {
  const { losingCarrierTimeZone: timeZone, losingCarrierName: name } = row;
  return timeZone ? { timeZone, name: name ?? timeZone } : null;
}
