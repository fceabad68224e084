import { Group, Text } from '@mantine/core';
import type { UserPartsFragment } from '../../gql';
import { type I18n, useI18n } from '../../i18n';
import { UserStatusBadge } from '../../subjects/users/UserStatusBadge';
import type { Column } from '../../ui/DataTable';
import { DateTime } from '../../ui/DateTime';

export function userColumns({ t, words }: I18n): Column<UserPartsFragment>[] {
  return [
    { id: 'name', header: t('people.name'), width: 160, grow: 1, fixed: true, sort: 'name', cell: (row) => row.name },
    { id: 'email', header: t('signIn.email'), width: 220, grow: 2, cell: (row) => row.email },
    {
      id: 'account',
      header: t('numbers.account'),
      width: 160,
      grow: 1,
      cell: (row) => row.accountName ?? t('people.ownPeople'),
    },
    { id: 'level', header: t('people.level'), width: 110, cell: (row) => words.level[row.level].label },
    {
      id: 'status',
      header: t('numbers.status'),
      width: 130,
      fixed: true,
      cell: (row) => <UserStatusBadge status={row.status} />,
    },
    { id: 'seen', header: t('people.lastSeen'), width: 150, cell: (row) => <DateTime at={row.lastSeenAt} /> },
    {
      id: 'created',
      header: t('people.since'),
      width: 160,
      sort: 'created',
      cell: (row) => <DateTime at={row.createdAt} style="date" />,
    },
  ];
}

/** How users are rows of a table. */
export const USER_ROWS = {
  rowName: (row: UserPartsFragment) => row.name,
  rowVersion: (row: UserPartsFragment) => row.version,
  card: (row: UserPartsFragment) => <UserCard row={row} />,
};

function UserCard({ row }: { row: UserPartsFragment }) {
  const { t, words } = useI18n();
  return (
    <>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="sm" fw={600} truncate>
          {row.name}
        </Text>
        <UserStatusBadge status={row.status} />
      </Group>
      <Text size="xs" c="dimmed" truncate>
        {[row.accountName ?? t('people.ownPeople'), words.level[row.level].label, row.email].join(' · ')}
      </Text>
    </>
  );
}
