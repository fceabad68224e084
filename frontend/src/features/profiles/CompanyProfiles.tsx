import { Divider, Stack, Text } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import { CompanyProfileListDocument, type CompanyProfilePartsFragment } from '../../gql';
import { useI18n } from '../../i18n';
import { useRead } from '../../lib/query';
import { CompanyProfileForm } from '../../subjects/profiles/CompanyProfileForm';
import { useAccounts } from '../../subjects/useAccounts';
import { type Column, DataTable } from '../../ui/DataTable';
import { DateTime } from '../../ui/DateTime';
import { Failed } from '../../ui/Failed';
import { EmptyState, SkeletonRows } from '../../ui/states';
import { toast } from '../../ui/toast';
import { FindingsCheck } from './FindingsCheck';
import { ForAccount } from './ForAccount';
import type { ProfileListProps } from './list';

type Profile = CompanyProfilePartsFragment;
const rowId = (row: Profile) => row.id;
const rowName = (row: Profile) => row.label;
const rowVersion = (row: Profile) => row.version;
const card = (row: Profile) => <Card row={row} />;
const NONE: readonly Profile[] = [];

export function CompanyProfiles({ accountId, open, onOpen, drawer }: ProfileListProps) {
  const { t } = useI18n();
  const read = useRead(
    CompanyProfileListDocument,
    useMemo(() => ({ accountId }), [accountId]),
  );
  const rows = read.data?.companyProfiles ?? NONE;
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
        label={t('profile.companies')}
        rows={rows}
        columns={columns}
        rowId={rowId}
        rowName={rowName}
        rowVersion={rowVersion}
        card={card}
        onOpen={openRow}
        keys={!open}
        empty={<EmptyState icon="building" title={t('profile.noCompanies')} text={t('new.companyHint')} />}
      />
      {drawer(
        opened ? (
          <Stack gap="lg">
            <CompanyProfileForm key={`${opened.id} ${opened.version}`} profile={opened} onSaved={onSaved} />
            <Divider />
            <FindingsCheck profile={opened} />
          </Stack>
        ) : open === 'new' ? (
          <ForAccount accountId={accountId}>
            {(chosen) => <CompanyProfileForm accountId={chosen} onSaved={onSaved} />}
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
        {row.label}
      </Text>
      <Text size="xs" c="dimmed" truncate>
        {row.companyName} · {row.country}
      </Text>
    </>
  );
}

function useColumns(): Column<Profile>[] {
  const { t } = useI18n();
  const { staff, nameOf } = useAccounts();
  return useMemo(() => {
    const columns: (Column<Profile> | false)[] = [
      { id: 'label', header: t('profile.name'), width: 170, grow: 1, fixed: true, cell: (row) => row.label },
      { id: 'company', header: t('profile.companyName'), width: 180, grow: 2, cell: (row) => row.companyName },
      staff && {
        id: 'account',
        header: t('numbers.account'),
        width: 140,
        grow: 1,
        cell: (row) => nameOf(row.accountId),
      },
      {
        id: 'place',
        header: t('profile.place'),
        width: 140,
        grow: 1,
        cell: (row) => [row.city, row.country].filter(Boolean).join(', '),
      },
      { id: 'emails', header: t('requests.mailTo'), width: 200, grow: 2, cell: (row) => row.emails.join(', ') },
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
