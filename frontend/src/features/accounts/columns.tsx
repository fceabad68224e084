import { Group, Text } from '@mantine/core';
import type { AccountPartsFragment } from '../../gql';
import { type I18n, useI18n } from '../../i18n';
import { TIERS } from '../../subjects/accounts/fields';
import type { Column } from '../../ui/DataTable';
import { DateTime } from '../../ui/DateTime';
import { StatusBadge } from '../../ui/StatusBadge';

/** Whether an account is open, on trial or closed. */
export function Standing({ account }: { account: Pick<AccountPartsFragment, 'tier' | 'closedAt'> }) {
  const { t } = useI18n();
  if (account.closedAt) return <StatusBadge tone="mute" label={t('account.closed')} />;
  return <StatusBadge tone={account.tier === 'TRIAL' ? 'warn' : 'good'} label={t(TIERS[account.tier])} />;
}

export function accountColumns({ t }: I18n): Column<AccountPartsFragment>[] {
  return [
    {
      id: 'name',
      header: t('account.name'),
      width: 190,
      grow: 2,
      fixed: true,
      sort: 'name',
      cell: (row) => row.name,
    },
    { id: 'tier', header: t('account.tier'), width: 120, fixed: true, cell: (row) => <Standing account={row} /> },
    { id: 'slug', header: t('account.slug'), width: 160, grow: 1, cell: (row) => row.slug },
    { id: 'number', header: t('account.number'), width: 130, cell: (row) => row.accountNumber },
    { id: 'currency', header: t('account.currency'), width: 90, cell: (row) => row.currency },
    { id: 'zone', header: t('account.timeZone'), width: 160, grow: 1, cell: (row) => row.timeZone },
    {
      id: 'emails',
      header: t('account.emails'),
      width: 200,
      grow: 2,
      cell: (row) => row.notificationEmails.join(', ') || '–',
    },
    {
      id: 'created',
      header: t('account.since'),
      width: 130,
      sort: 'created',
      cell: (row) => <DateTime at={row.createdAt} style="date" />,
    },
  ];
}

/** How accounts are rows of a table. */
export const ACCOUNT_ROWS = {
  rowName: (row: AccountPartsFragment) => row.name,
  rowVersion: (row: AccountPartsFragment) => row.version,
  card: (row: AccountPartsFragment) => (
    <>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="sm" fw={600} truncate>
          {row.name}
        </Text>
        <Standing account={row} />
      </Group>
      <Text size="xs" c="dimmed" truncate>
        {row.accountNumber} · {row.currency}
      </Text>
    </>
  ),
};
