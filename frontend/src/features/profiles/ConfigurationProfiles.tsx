import { Text } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import { ConfigurationProfileListDocument, type ConfigurationProfilePartsFragment } from '../../gql';
import { useI18n } from '../../i18n';
import { useRead } from '../../lib/query';
import { useAccounts } from '../../subjects/useAccounts';
import { type Column, DataTable } from '../../ui/DataTable';
import { DateTime } from '../../ui/DateTime';
import { Failed } from '../../ui/Failed';
import { EmptyState, SkeletonRows } from '../../ui/states';
import { toast } from '../../ui/toast';
import { ConfigurationProfileForm, kindOf } from './ConfigurationProfileForm';
import { ForAccount } from './ForAccount';
import type { ProfileListProps } from './list';

type Profile = ConfigurationProfilePartsFragment;
const rowId = (row: Profile) => row.id;
const rowName = (row: Profile) => row.name;
const rowVersion = (row: Profile) => row.version;
const card = (row: Profile) => <Card row={row} />;
const NONE: readonly Profile[] = [];

export function ConfigurationProfiles({ accountId, open, onOpen, drawer }: ProfileListProps) {
  const { t } = useI18n();
  const read = useRead(
    ConfigurationProfileListDocument,
    useMemo(() => ({ accountId }), [accountId]),
  );
  const rows = read.data?.configurationProfiles ?? NONE;
  const columns = useColumns();
  const opened = rows.find((row) => row.id === open);
  const openRow = useCallback((row: Profile) => onOpen(row.id), [onOpen]);
  const onSaved = (id: string) => {
    toast('done', t('profile.saved'));
    read.refresh();
    onOpen(id);
  };
  if (read.failure) return <Failed failure={read.failure} onRetry={read.refresh} />;
  if (read.loading) return <SkeletonRows />;
  return (
    <>
      <DataTable
        label={t('profile.configurations')}
        rows={rows}
        columns={columns}
        rowId={rowId}
        rowName={rowName}
        rowVersion={rowVersion}
        card={card}
        onOpen={openRow}
        keys={!open}
        empty={<EmptyState icon="phone" title={t('profile.noConfigurations')} text={t('new.profileHint')} />}
      />
      {drawer(
        opened ? (
          <ConfigurationProfileForm key={`${opened.id} ${opened.version}`} profile={opened} onSaved={onSaved} />
        ) : open === 'new' ? (
          <ForAccount accountId={accountId}>
            {(chosen) => <ConfigurationProfileForm accountId={chosen} onSaved={onSaved} />}
          </ForAccount>
        ) : null,
      )}
    </>
  );
}

function Card({ row }: { row: Profile }) {
  return (
    <>
      <Text size="sm" fw={600} truncate>
        {row.name}
      </Text>
      <Text size="xs" c="dimmed" truncate>
        {row.destination}
      </Text>
    </>
  );
}

function useColumns(): Column<Profile>[] {
  const { t } = useI18n();
  const { staff, nameOf } = useAccounts();
  return useMemo(() => {
    const columns: (Column<Profile> | false)[] = [
      { id: 'name', header: t('profile.name'), width: 170, grow: 1, fixed: true, cell: (row) => row.name },
      {
        id: 'kind',
        header: t('profile.destinationKind'),
        width: 140,
        cell: (row) => t(`profile.kind.${kindOf(row)}`),
      },
      { id: 'destination', header: t('profile.destination'), width: 200, grow: 2, cell: (row) => row.destination },
      staff && {
        id: 'account',
        header: t('numbers.account'),
        width: 140,
        grow: 1,
        cell: (row) => nameOf(row.accountId),
      },
      {
        id: 'capacity',
        header: t('profile.capacity'),
        width: 120,
        align: 'end',
        cell: (row) => row.capacity ?? t('profile.unlimited'),
      },
      { id: 'sms', header: t('profile.sms'), width: 110, cell: (row) => t(row.smsEnabled ? 'ui.yes' : 'ui.no') },
      {
        id: 'updated',
        header: t('numbers.updated'),
        width: 118,
        cell: (row) => <DateTime at={row.updatedAt} style="relative" />,
      },
    ];
    return columns.filter((column) => column !== false);
  }, [t, staff, nameOf]);
}
