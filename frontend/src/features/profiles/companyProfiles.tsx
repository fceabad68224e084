import { Divider, Stack, Text } from '@mantine/core';
import { CompanyProfileListDocument, type CompanyProfileListQuery, type CompanyProfilePartsFragment } from '../../gql';
import type { I18n } from '../../i18n';
import { CompanyProfileForm } from '../../subjects/profiles/CompanyProfileForm';
import type { Column } from '../../ui/DataTable';
import { DateTime } from '../../ui/DateTime';
import { FindingsCheck } from './FindingsCheck';
import type { ProfileKind } from './ProfileList';

type Profile = CompanyProfilePartsFragment;

/** For whom numbers are ported. */
export const COMPANY: ProfileKind<Profile, CompanyProfileListQuery> = {
  tab: 'company',
  needs: 'COMPANY_PROFILE_WRITE',
  document: CompanyProfileListDocument,
  rowsOf: (data) => data?.companyProfiles,
  rows: { rowName: (row) => row.label, card: (row) => <Card row={row} /> },
  columns: companyColumns,
  says: {
    fresh: 'profile.newCompany',
    opened: 'requests.profile',
    none: 'profile.noCompanies',
    hint: 'new.companyHint',
    icon: 'building',
  },
  edit: (profile, onSaved) => (
    <Stack gap="lg">
      <CompanyProfileForm key={`${profile.id} ${profile.version}`} profile={profile} onSaved={onSaved} />
      <Divider />
      <FindingsCheck profile={profile} />
    </Stack>
  ),
  create: (accountId, onSaved) => <CompanyProfileForm accountId={accountId} onSaved={onSaved} />,
};

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

function companyColumns({ t }: I18n, accountOf: ((id: string) => string) | null): Column<Profile>[] {
  const columns: (Column<Profile> | false)[] = [
    { id: 'label', header: t('profile.name'), width: 170, grow: 1, fixed: true, cell: (row) => row.label },
    { id: 'company', header: t('profile.companyName'), width: 180, grow: 2, cell: (row) => row.companyName },
    accountOf !== null && {
      id: 'account',
      header: t('numbers.account'),
      width: 140,
      grow: 1,
      cell: (row) => accountOf(row.accountId),
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
}
