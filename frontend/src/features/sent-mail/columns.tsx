import { Text } from '@mantine/core';
import { type I18n, useI18n } from '../../i18n';
import { Outcome } from '../../subjects/Outcome';
import { eventWord } from '../../subjects/timeline';
import type { Column } from '../../ui/DataTable';
import { DateTime } from '../../ui/DateTime';
import type { Delivery } from './delivery';

/** How messages are rows of a table. */
export const DELIVERY_ROWS = {
  rowName: (row: Delivery) => row.letter?.subject ?? row.event,
  rowVersion: (row: Delivery) => `${row.status} ${row.attemptCount}`,
  card: (row: Delivery) => <Card row={row} />,
};

export function deliveryColumns({ t, words }: I18n): Column<Delivery>[] {
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

function Card({ row }: { row: Delivery }) {
  const { words } = useI18n();
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
