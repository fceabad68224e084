import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { TypedDocumentNode } from '@urql/core';
import { type ReactNode, useCallback, useMemo } from 'react';
import { IfMay } from '../../actions/IfMay';
import type { Permission } from '../../gql/permissions';
import { type I18n, type MessageKey, useI18n } from '../../i18n';
import { useRead } from '../../lib/query';
import { AccountFilter } from '../../subjects/AccountFilter';
import { ForAccount } from '../../subjects/ForAccount';
import { useAccounts } from '../../subjects/useAccounts';
import type { Column } from '../../ui/DataTable';
import { Icon, type IconName } from '../../ui/Icon';
import { ListPage, useListAddress } from '../../ui/ListPage';
import { SidePanel } from '../../ui/SidePanel';
import { EmptyState } from '../../ui/states';
import { toast } from '../../ui/toast';

const route = getRouteApi('/app/profiles');

type Tab = 'company' | 'configuration';
const TABS: Record<Tab, MessageKey> = { company: 'profile.companies', configuration: 'profile.configurations' };

interface Stored {
  id: string;
  version: number;
}

/** What differs between the kinds of profile: where they are read, how their rows look, and the form that makes or changes one. */
export interface ProfileKind<Profile extends Stored, Data> {
  tab: Tab;
  /** What one has to be permitted to make or change one. */
  needs: Permission;
  document: TypedDocumentNode<Data, { accountId?: string | null }>;
  /** Nothing where the data is not there yet. */
  rowsOf: (data: Data | undefined) => readonly Profile[] | undefined;
  rows: { rowName: (row: Profile) => string; card: (row: Profile) => ReactNode };
  /** `accountOf` is given to those who see more than one account's profiles. */
  columns: (i18n: I18n, accountOf: ((id: string) => string) | null) => Column<Profile>[];
  says: { fresh: MessageKey; opened: MessageKey; none: MessageKey; hint: MessageKey; icon: IconName };
  edit: (profile: Profile, onSaved: (id: string) => void) => ReactNode;
  create: (accountId: string | null, onSaved: (id: string) => void) => ReactNode;
}

const rowVersion = (row: Stored) => row.version;

/** The profiles of one kind; the drawer over them makes a new one or changes the one that is open. */
export function ProfileList<Profile extends Stored, Data>({ kind }: { kind: ProfileKind<Profile, Data> }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { staff, nameOf } = useAccounts();
  const address = useListAddress(route);
  const { search, show } = address;
  const { rows, refresh, failure } = useProfiles(kind, search.account ?? null);
  const columns = useMemo(() => kind.columns(i18n, staff ? nameOf : null), [kind, i18n, staff, nameOf]);
  const onOpen = useCallback((row: Stored) => show({ open: row.id }), [show]);
  const onSaved = (id: string) => {
    toast('done', t('profile.saved'));
    refresh();
    show({ open: id });
  };
  const content = contentOf(kind, rows, search, onSaved);
  return (
    <ListPage
      title={t('nav.profiles')}
      actions={
        <IfMay permission={kind.needs}>
          <Button leftSection={<Icon name="plus" size={14} />} onClick={() => show({ open: 'new' })}>
            {t(kind.says.fresh)}
          </Button>
        </IfMay>
      }
      address={address}
      list={{ rows: rows ?? [], loading: rows === undefined, failure, refresh }}
      table={{ ...kind.rows, label: t(TABS[kind.tab]), rowVersion, columns, onOpen }}
      tools={
        staff
          ? {
              label: t('profile.filters'),
              filters: <AccountFilter chosen={search.account} onChange={(account) => show({ account })} />,
            }
          : undefined
      }
      tabs={{
        tabs: (Object.keys(TABS) as Tab[]).map((value) => ({ value, label: t(TABS[value]) })),
        value: kind.tab,
        onChange: (value) => show({ tab: value === 'company' ? undefined : value, open: undefined }),
      }}
      empty={<EmptyState icon={kind.says.icon} title={t(kind.says.none)} text={t(kind.says.hint)} />}
    >
      <SidePanel
        opened={content !== null}
        title={t(search.open === 'new' ? kind.says.fresh : kind.says.opened)}
        onClose={() => show({ open: undefined })}
      >
        {content}
      </SidePanel>
    </ListPage>
  );
}

function useProfiles<Profile extends Stored, Data>(kind: ProfileKind<Profile, Data>, accountId: string | null) {
  const read = useRead(
    kind.document,
    useMemo(() => ({ accountId }), [accountId]),
  );
  return { rows: kind.rowsOf(read.data), failure: read.failure, refresh: read.refresh };
}

/** What is in the drawer, or nothing where it is closed. */
function contentOf<Profile extends Stored, Data>(
  kind: ProfileKind<Profile, Data>,
  rows: readonly Profile[] | undefined,
  { open, account }: { open?: string; account?: string },
  onSaved: (id: string) => void,
): ReactNode {
  const opened = rows?.find((row) => row.id === open);
  if (opened) return kind.edit(opened, onSaved);
  if (open !== 'new' || !rows) return null;
  return <ForAccount accountId={account ?? null}>{(chosen) => kind.create(chosen, onSaved)}</ForAccount>;
}
