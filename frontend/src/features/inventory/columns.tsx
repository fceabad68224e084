import { Group, Text } from '@mantine/core';
import type { InventoryRowFragment } from '../../gql';
import { type I18n, useI18n } from '../../i18n';
import { PhoneNumber } from '../../subjects/PhoneNumber';
import { PhoneStatus } from '../../subjects/Status';
import { Countdown } from '../../ui/Countdown';
import type { Column } from '../../ui/DataTable';
import { DateTime } from '../../ui/DateTime';

/** The columns of the inventory; `accountOf` is given to those who see more than one account's numbers. */
export function inventoryColumns(
  { t, words }: I18n,
  accountOf: ((id: string) => string) | null,
): Column<InventoryRowFragment>[] {
  const columns: (Column<InventoryRowFragment> | false)[] = [
    {
      id: 'number',
      header: t('numbers.number'),
      width: 150,
      grow: 1,
      fixed: true,
      sort: 'number',
      cell: (row) => <PhoneNumber {...row} strong />,
    },
    {
      id: 'status',
      header: t('numbers.status'),
      width: 140,
      fixed: true,
      cell: (row) => <PhoneStatus status={row.status} />,
    },
    accountOf !== null && {
      id: 'account',
      header: t('numbers.account'),
      width: 140,
      grow: 1,
      cell: (row) => accountOf(row.accountId),
    },
    {
      id: 'what',
      header: t('requests.what'),
      width: 140,
      cell: (row) => `${row.country} · ${words.numberType[row.numberType]}`,
    },
    {
      id: 'profile',
      header: t('numbers.profile'),
      width: 150,
      grow: 1,
      cell: (row) => row.configurationProfile?.name ?? '–',
    },
    { id: 'source', header: t('inventory.source'), width: 120, cell: (row) => t(`inventory.source.${row.source}`) },
    {
      id: 'lock',
      header: t('inventory.lock'),
      width: 200,
      cell: (row) => <Lock row={row} />,
    },
    { id: 'pin', header: t('inventory.pin'), width: 100, cell: (row) => (row.hasPin ? t('inventory.hasPin') : '–') },
    {
      id: 'since',
      header: t('inventory.since'),
      width: 130,
      cell: (row) => <DateTime at={row.activatedAt} style="date" />,
    },
    {
      id: 'created',
      header: t('inventory.added'),
      width: 130,
      sort: 'created',
      cell: (row) => <DateTime at={row.createdAt} style="date" />,
    },
  ];
  return columns.filter((column) => column !== false);
}

/** How it is locked, with how long that can still be kept so where somebody asked to end it. */
function Lock({ row }: { row: InventoryRowFragment }) {
  const { t } = useI18n();
  if (row.lockStatus === 'UNLOCKED') return '–';
  return (
    <Group gap={6} wrap="nowrap">
      {t(`inventory.lock.${row.lockStatus}`)}
      {row.unlocksAt && <Countdown until={row.unlocksAt} />}
    </Group>
  );
}

/** How numbers of the inventory are rows of a table. */
export const INVENTORY_ROWS = {
  rowName: (row: InventoryRowFragment) => row.e164,
  rowVersion: (row: InventoryRowFragment) => row.version,
  card: (row: InventoryRowFragment) => <InventoryCard row={row} />,
};

function InventoryCard({ row }: { row: InventoryRowFragment }) {
  const { words } = useI18n();
  return (
    <>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <PhoneNumber {...row} strong />
        <PhoneStatus status={row.status} />
      </Group>
      <Text size="xs" c="dimmed" truncate>
        {[words.numberType[row.numberType], row.configurationProfile?.name].filter(Boolean).join(' · ')}
      </Text>
      {row.lockStatus !== 'UNLOCKED' && <Lock row={row} />}
    </>
  );
}
