import { Text } from '@mantine/core';
import type { CalendarDayPartsFragment } from '../../../gql';
import { type I18n, useI18n } from '../../../i18n';
import { formatDate } from '../../../lib/time';
import type { Column } from '../../../ui/DataTable';
import { StatusBadge } from '../../../ui/StatusBadge';

export type Day = CalendarDayPartsFragment;

export const DAY_ROWS = {
  rowId: (row: Day) => row.day,
  rowName: (row: Day) => row.day,
  card: (row: Day) => <Card row={row} />,
};

/** How a day counts, and whether it is the operator who says so. */
function Counts({ row }: { row: Day }) {
  const { t } = useI18n();
  const word = t(row.isBusinessDay ? 'businessDay.working' : 'businessDay.free');
  return (
    <StatusBadge
      tone={row.override ? 'progress' : 'mute'}
      label={row.override ? t('businessDay.byOperator', { counts: word }) : word}
    />
  );
}

/** What the public calendar has on the day. */
export function calendarWord(row: Day, { t }: Pick<I18n, 't'>): string {
  return row.holiday ?? t(row.weekend ? 'businessDay.weekend' : 'businessDay.plain');
}

function Card({ row }: { row: Day }) {
  const i18n = useI18n();
  return (
    <>
      <Text size="sm" fw={600} className="tabular">
        {formatDate(row.day, i18n.formatLocale)}
      </Text>
      <Text size="xs" c="dimmed">
        {[calendarWord(row, i18n), row.override?.note].filter(Boolean).join(' · ')}
      </Text>
      <Counts row={row} />
    </>
  );
}

export function dayColumns(i18n: I18n): Column<Day>[] {
  const { t, formatLocale } = i18n;
  return [
    {
      id: 'day',
      header: t('businessDay.day'),
      width: 170,
      fixed: true,
      cell: (row) => <span className="tabular">{formatDate(row.day, formatLocale)}</span>,
    },
    { id: 'calendar', header: t('businessDay.calendar'), width: 180, grow: 2, cell: (row) => calendarWord(row, i18n) },
    { id: 'counts', header: t('businessDay.counts'), width: 190, cell: (row) => <Counts row={row} /> },
    { id: 'note', header: t('businessDay.note'), width: 160, grow: 2, cell: (row) => row.override?.note ?? '–' },
  ];
}
