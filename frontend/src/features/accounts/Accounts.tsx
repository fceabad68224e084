import { Button } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { IfMay } from '../../actions/IfMay';
import {
  AccountDirectoryDocument,
  type AccountOrdering,
  type AccountPartsFragment,
  UsualAccountDocument,
} from '../../gql';
import { useI18n } from '../../i18n';
import { useList } from '../../lib/list';
import { useRead, useSettled } from '../../lib/query';
import { listOf } from '../../lib/search';
import { AccountForm } from '../../subjects/accounts/AccountForm';
import { TIERS } from '../../subjects/accounts/fields';
import { useJournal } from '../../subjects/useJournal';
import type { Sort } from '../../ui/DataTable';
import { Icon } from '../../ui/Icon';
import { ListPage, NothingFound, useListAddress } from '../../ui/ListPage';
import { SidePanel } from '../../ui/SidePanel';
import { EmptyState, SkeletonRows } from '../../ui/states';
import { AccountFilters, type AccountsSearch } from './AccountFilters';
import { ACCOUNT_ROWS, accountColumns } from './columns';

const route = getRouteApi('/app/accounts');
const NO_VARIABLES = {};
const PAGE = 100;
const HIDES: readonly string[] = [];
const ORDERINGS: Record<AccountOrdering, Sort> = {
  NAME_ASC: { key: 'name', descending: false },
  CREATED_DESC: { key: 'created', descending: true },
};

/** The customers of the operator, for staff. */
export function Accounts() {
  const i18n = useI18n();
  const { t } = i18n;
  const address = useListAddress(route);
  const navigate = useNavigate();
  const { q, tier, closed, sort, open } = address.search;
  const orderBy: AccountOrdering = sort === 'CREATED_DESC' ? 'CREATED_DESC' : 'NAME_ASC';
  const list = useAccountList(address.search, orderBy);
  const columns = useMemo(() => accountColumns(i18n), [i18n]);
  const toAccount = (id: string) => void navigate({ to: '/accounts/$id', params: { id } });
  return (
    <ListPage
      title={t('nav.accounts')}
      actions={
        <IfMay permission="ACCOUNT_CREATE">
          <Button leftSection={<Icon name="plus" size={14} />} onClick={() => address.show({ open: 'new' })}>
            {t('account.new')}
          </Button>
        </IfMay>
      }
      address={address}
      list={list}
      table={{
        ...ACCOUNT_ROWS,
        columns,
        sort: ORDERINGS[orderBy],
        onSort: ({ key }) => address.ask({ sort: key === 'created' ? 'CREATED_DESC' : undefined }),
        onOpen: (row: AccountPartsFragment) => toAccount(row.id),
      }}
      hides={HIDES}
      tools={{
        label: t('account.filters'),
        filters: <AccountFilters search={address.search} onChange={address.ask} />,
      }}
      empty={
        [q, tier, closed].some(Boolean) ? (
          <NothingFound
            title={t('account.noMatch')}
            onClear={() => address.ask({ q: undefined, tier: undefined, closed: undefined })}
          />
        ) : (
          <EmptyState icon="building" title={t('account.none')} text={t('account.noneText')} />
        )
      }
    >
      <SidePanel opened={open === 'new'} title={t('account.new')} onClose={() => address.show({ open: undefined })}>
        <NewAccount onSaved={toAccount} />
      </SidePanel>
    </ListPage>
  );
}

/** A new account begins with what the operator bills in, and its zone. */
function NewAccount({ onSaved }: { onSaved: (id: string) => void }) {
  const read = useRead(UsualAccountDocument, NO_VARIABLES);
  if (read.loading) return <SkeletonRows rows={6} />;
  const { currency, timeZone } = read.data?.operatorSettings ?? {};
  return <AccountForm usual={{ currency: currency ?? 'EUR', timeZone: timeZone ?? 'UTC' }} onSaved={onSaved} />;
}

function useAccountList({ q, tier, closed, after }: AccountsSearch & { after?: string }, orderBy: AccountOrdering) {
  const variables = useMemo(() => {
    const tiers = listOf(tier, TIERS);
    return {
      first: PAGE,
      after: after ?? null,
      filter: { search: q ?? null, tiers: tiers.length > 0 ? tiers : null, closed: closed === 'yes' },
      orderBy,
    };
  }, [after, q, tier, closed, orderBy]);
  const read = useRead(AccountDirectoryDocument, variables);
  useJournal(read.data?.journalCursor, { subjectKinds: ['ACCOUNT'] }, useSettled(read.refresh, 1_000));
  return useList(read, read.data?.accountDirectory);
}
