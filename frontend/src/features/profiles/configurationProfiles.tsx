import { Text } from '@mantine/core';
import {
  ConfigurationProfileListDocument,
  type ConfigurationProfileListQuery,
  type ConfigurationProfilePartsFragment,
} from '../../gql';
import type { I18n } from '../../i18n';
import type { Column } from '../../ui/DataTable';
import { DateTime } from '../../ui/DateTime';
import { ConfigurationProfileForm, kindOf } from './ConfigurationProfileForm';
import type { ProfileKind } from './ProfileList';

type Profile = ConfigurationProfilePartsFragment;

/** Where numbers ring. */
export const CONFIGURATION: ProfileKind<Profile, ConfigurationProfileListQuery> = {
  tab: 'configuration',
  needs: 'CONFIGURATION_PROFILE_WRITE',
  document: ConfigurationProfileListDocument,
  rowsOf: (data) => data?.configurationProfiles,
  rows: { rowName: (row) => row.name, card: (row) => <Card row={row} /> },
  columns: configurationColumns,
  says: {
    fresh: 'profile.newConfiguration',
    opened: 'field.profile',
    none: 'profile.noConfigurations',
    hint: 'new.profileHint',
    icon: 'phone',
  },
  edit: (profile, onSaved) => (
    <ConfigurationProfileForm key={`${profile.id} ${profile.version}`} profile={profile} onSaved={onSaved} />
  ),
  create: (accountId, onSaved) => <ConfigurationProfileForm accountId={accountId} onSaved={onSaved} />,
};

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

function configurationColumns({ t }: I18n, accountOf: ((id: string) => string) | null): Column<Profile>[] {
  const columns: (Column<Profile> | false)[] = [
    { id: 'name', header: t('profile.name'), width: 170, grow: 1, fixed: true, cell: (row) => row.name },
    {
      id: 'kind',
      header: t('profile.destinationKind'),
      width: 140,
      cell: (row) => t(`profile.kind.${kindOf(row)}`),
    },
    { id: 'destination', header: t('profile.destination'), width: 200, grow: 2, cell: (row) => row.destination },
    accountOf !== null && {
      id: 'account',
      header: t('numbers.account'),
      width: 140,
      grow: 1,
      cell: (row) => accountOf(row.accountId),
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
}
