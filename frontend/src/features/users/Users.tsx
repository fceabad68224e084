import { Button, Modal } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { IfMay } from '../../actions/IfMay';
import { type UserOrdering, UsersDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { useList } from '../../lib/list';
import { useRead } from '../../lib/query';
import { listOf } from '../../lib/search';
import { InviteForm } from '../../subjects/users/InviteForm';
import { UserPanel } from '../../subjects/users/UserPanel';
import { USER_TONES } from '../../subjects/users/UserStatusBadge';
import type { Sort } from '../../ui/DataTable';
import { ListPage, NothingFound, useListAddress } from '../../ui/ListPage';
import { SidePanel } from '../../ui/SidePanel';
import { EmptyState } from '../../ui/states';
import { toast } from '../../ui/toast';
import { USER_ROWS, userColumns } from './columns';
import { UserFilters, type UserSearch } from './UserFilters';

const route = getRouteApi('/app/users');
const PAGE = 100;
const ORDERINGS: Record<UserOrdering, Sort> = {
  NAME_ASC: { key: 'name', descending: false },
  CREATED_DESC: { key: 'created', descending: true },
};

/** Everybody who signs in, and who was invited to: the operator's own people and those of every account. */
export function Users() {
  const i18n = useI18n();
  const { t } = i18n;
  const address = useListAddress(route);
  const { q, status, account, sort, open } = address.search;
  const [inviting, setInviting] = useState(false);
  const orderBy: UserOrdering = sort === 'CREATED_DESC' ? 'CREATED_DESC' : 'NAME_ASC';
  const list = useUsers(address.search, orderBy);
  const columns = useMemo(() => userColumns(i18n), [i18n]);
  const opened = list.rows.find(({ id }) => id === open);
  const onInvited = (email: string) => {
    setInviting(false);
    toast('done', t('people.invitationSent'), email);
    list.refresh();
  };
  return (
    <ListPage
      title={t('nav.users')}
      address={address}
      list={list}
      actions={
        <IfMay permission="USER_MANAGE">
          <Button onClick={() => setInviting(true)}>{t('people.invite')}</Button>
        </IfMay>
      }
      table={{
        ...USER_ROWS,
        columns,
        sort: ORDERINGS[orderBy],
        onSort: ({ key }) => address.ask({ sort: key === 'created' ? 'CREATED_DESC' : undefined }),
        onOpen: ({ id }) => address.show({ open: id }),
      }}
      tools={{ label: t('people.filters'), filters: <UserFilters search={address.search} onChange={address.ask} /> }}
      empty={
        [q, status, account].some(Boolean) ? (
          <NothingFound
            title={t('people.noMatch')}
            onClear={() => address.ask({ q: undefined, status: undefined, account: undefined })}
          />
        ) : (
          <EmptyState icon="user" title={t('people.none')} />
        )
      }
    >
      <Modal
        opened={inviting}
        onClose={() => setInviting(false)}
        title={t('people.invite')}
        closeButtonProps={{ 'aria-label': t('ui.close') }}
      >
        <InviteForm onInvited={onInvited} />
      </Modal>
      <SidePanel
        opened={opened !== undefined}
        title={opened?.name ?? ''}
        onClose={() => address.show({ open: undefined })}
      >
        {opened && <UserPanel user={opened} onDone={list.refresh} />}
      </SidePanel>
    </ListPage>
  );
}

function useUsers({ q, status, account, after }: UserSearch & { after?: string }, orderBy: UserOrdering) {
  const variables = useMemo(() => {
    const statuses = listOf(status, USER_TONES);
    const whose = account === 'operator' ? { ofStaff: true } : { accountId: account ?? null };
    const filter = { search: q ?? null, statuses: statuses.length > 0 ? statuses : null, ...whose };
    return { first: PAGE, after: after ?? null, filter, orderBy };
  }, [after, q, status, account, orderBy]);
  const read = useRead(UsersDocument, variables);
  return useList(read, read.data?.users);
}
