import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import {
  type InventoryRowFragment,
  type PhoneNumberOrder,
  type PhoneNumberStatus,
  PhoneNumbersDocument,
} from '../../gql';
import { useI18n } from '../../i18n';
import { useRead, useSettled } from '../../lib/query';
import { listOf } from '../../lib/search';
import { PHONE_TONES } from '../../subjects/tones';
import { useAccounts } from '../../subjects/useAccounts';
import { useJournal } from '../../subjects/useJournal';
import { ColumnPicker, DataTable, type Sort } from '../../ui/DataTable';
import { Failed } from '../../ui/Failed';
import { FilterMenu } from '../../ui/FilterMenu';
import { LinkButton } from '../../ui/links';
import { Page } from '../../ui/Page';
import { SearchField } from '../../ui/SearchField';
import { EmptyState, SkeletonRows } from '../../ui/states';
import { ListFoot, Toolbar } from '../../ui/Toolbar';
import { InventoryCard, inventoryColumns } from './columns';

const route = getRouteApi('/app/inventory');
const PAGE = 100;
const rowId = (row: InventoryRowFragment) => row.id;
const rowName = (row: InventoryRowFragment) => row.e164;
const rowVersion = (row: InventoryRowFragment) => row.version;
const card = (row: InventoryRowFragment) => <InventoryCard row={row} />;
const NONE: readonly InventoryRowFragment[] = [];
const STATUSES = Object.keys(PHONE_TONES) as PhoneNumberStatus[];
const ORDERS: Record<PhoneNumberOrder, Sort> = {
  E164_ASC: { key: 'number', descending: false },
  CREATED_DESC: { key: 'created', descending: true },
};

/** The numbers that are here, were here, or are about to be. */
export function Inventory() {
  const i18n = useI18n();
  const { t, words } = i18n;
  const { staff, accounts, nameOf } = useAccounts();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, after: undefined, ...next }), replace: true });
  const { q, status, account, after } = search;
  const orderBy: PhoneNumberOrder = search.sort === 'CREATED_DESC' ? 'CREATED_DESC' : 'E164_ASC';
  const statuses = useMemo(() => listOf(status, PHONE_TONES), [status]);
  const variables = useMemo(
    () => ({
      first: PAGE,
      after: after ?? null,
      filter: { search: q ?? null, statuses: statuses.length > 0 ? statuses : null, accountId: account ?? null },
      orderBy,
    }),
    [after, q, statuses, account, orderBy],
  );
  const read = useRead(PhoneNumbersDocument, variables);
  useJournal(read.data?.journalCursor, { subjectKinds: ['phone_number'] }, useSettled(read.refresh, 1_000));
  const connection = read.data?.phoneNumbers;
  const rows = useMemo(() => connection?.edges.map((edge) => edge.node) ?? NONE, [connection]);
  const columns = useMemo(() => inventoryColumns(i18n, staff ? nameOf : null), [i18n, staff, nameOf]);
  const hidden = search.hide?.split(',') ?? [];
  const filtered = [q, status, account].some(Boolean);
  return (
    <Page title={t('nav.inventory')} fill>
      <Toolbar
        label={t('numbers.filters')}
        end={
          <ColumnPicker
            columns={columns}
            hidden={hidden}
            onChange={(next) => change({ hide: next.join(',') || undefined, after })}
          />
        }
      >
        <SearchField
          label={t('inventory.search')}
          value={q ?? ''}
          onSearch={(text) => change({ q: text || undefined })}
        />
        <FilterMenu
          label={t('numbers.status')}
          options={STATUSES.map((value) => ({ value, label: words.phoneNumberStatus[value].label }))}
          chosen={statuses}
          onChange={(chosen) => change({ status: chosen.join(',') || undefined })}
        />
        {staff && (
          <FilterMenu
            single
            label={t('numbers.account')}
            options={accounts.map(({ id, name }) => ({ value: id, label: name }))}
            chosen={account ? [account] : []}
            onChange={(chosen) => change({ account: chosen[0] })}
          />
        )}
      </Toolbar>
      {read.failure ? (
        <Failed failure={read.failure} onRetry={read.refresh} />
      ) : read.loading ? (
        <SkeletonRows rows={14} />
      ) : (
        <DataTable
          label={t('nav.inventory')}
          rows={rows}
          columns={columns}
          rowId={rowId}
          rowName={rowName}
          rowVersion={rowVersion}
          card={card}
          hidden={hidden}
          sort={ORDERS[orderBy]}
          onSort={(sort) => change({ sort: sort.key === 'created' ? 'CREATED_DESC' : undefined })}
          keys
          empty={
            <EmptyState
              icon={filtered ? 'search' : 'phone'}
              title={t(filtered ? 'numbers.noMatch' : 'inventory.none')}
              text={filtered ? undefined : t('inventory.noneText')}
              action={
                filtered && (
                  <Button
                    variant="default"
                    onClick={() => change({ q: undefined, status: undefined, account: undefined })}
                  >
                    {t('ui.clearFilters')}
                  </Button>
                )
              }
            />
          }
        />
      )}
      <ListFoot>
        <span className="tabular">
          {t('numbers.shown', { shown: rows.length, total: connection?.totalCount ?? rows.length })}
        </span>
        {after && (
          <LinkButton
            from="/inventory"
            search={(before) => ({ ...before, after: undefined })}
            variant="subtle"
            size="compact-sm"
          >
            {t('ui.firstPage')}
          </LinkButton>
        )}
        {connection?.pageInfo.hasNextPage && (
          <LinkButton
            from="/inventory"
            search={(before) => ({ ...before, after: connection.pageInfo.endCursor ?? undefined })}
            variant="subtle"
            size="compact-sm"
          >
            {t('ui.nextPage')}
          </LinkButton>
        )}
      </ListFoot>
    </Page>
  );
}
