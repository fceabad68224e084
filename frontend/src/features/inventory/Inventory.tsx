import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useMemo, useState } from 'react';
import { type InventoryRowFragment, type PhoneNumberOrder, PhoneNumbersDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { useList } from '../../lib/list';
import { useRead, useSettled } from '../../lib/query';
import { listOf } from '../../lib/search';
import { useMay } from '../../lib/session';
import { PHONE_TONES } from '../../subjects/tones';
import { useAccounts } from '../../subjects/useAccounts';
import { useJournal } from '../../subjects/useJournal';
import type { Sort } from '../../ui/DataTable';
import { Icon } from '../../ui/Icon';
import { ListPage, NothingFound, useListAddress } from '../../ui/ListPage';
import { EmptyState } from '../../ui/states';
import { AddNumbers } from './AddNumbers';
import { INVENTORY_ROWS, inventoryColumns } from './columns';
import { InventoryFilters, type InventorySearch } from './InventoryFilters';
import { RemoveNumbers } from './RemoveNumbers';

const route = getRouteApi('/app/inventory');
const PAGE = 100;
const HIDES: readonly string[] = [];
const ORDERS: Record<PhoneNumberOrder, Sort> = {
  E164_ASC: { key: 'number', descending: false },
  CREATED_DESC: { key: 'created', descending: true },
};

/** The numbers that are here, were here, or are about to be. */
export function Inventory() {
  const i18n = useI18n();
  const { t } = i18n;
  const { staff, nameOf } = useAccounts();
  const address = useListAddress(route);
  const { q, status, account, sort } = address.search;
  const orderBy: PhoneNumberOrder = sort === 'CREATED_DESC' ? 'CREATED_DESC' : 'E164_ASC';
  const list = usePhoneNumbers(address.search, orderBy);
  const columns = useMemo(() => inventoryColumns(i18n, staff ? nameOf : null), [i18n, staff, nameOf]);
  const byHand = useByHand(list.rows, account, list.refresh);
  return (
    <ListPage
      title={t('nav.inventory')}
      actions={byHand?.actions}
      bulk={byHand?.bulk}
      address={address}
      list={list}
      table={{
        ...INVENTORY_ROWS,
        ...byHand?.selection,
        columns,
        sort: ORDERS[orderBy],
        onSort: ({ key }) => address.ask({ sort: key === 'created' ? 'CREATED_DESC' : undefined }),
      }}
      hides={HIDES}
      tools={{
        label: t('numbers.filters'),
        filters: <InventoryFilters search={address.search} onChange={address.ask} />,
      }}
      empty={
        [q, status, account].some(Boolean) ? (
          <NothingFound
            title={t('numbers.noMatch')}
            onClear={() => address.ask({ q: undefined, status: undefined, account: undefined })}
          />
        ) : (
          <EmptyState icon="phone" title={t('inventory.none')} text={t('inventory.noneText')} />
        )
      }
    />
  );
}

interface ByHand {
  actions: ReactNode;
  bulk: ReactNode;
  selection: { selected: ReadonlySet<string>; onSelect: (ids: ReadonlySet<string>) => void };
}

/** What staff do to the inventory by hand: numbers added, and selected ones removed. */
function useByHand(
  rows: readonly InventoryRowFragment[],
  account: string | undefined,
  refresh: () => void,
): ByHand | null {
  const { t } = useI18n();
  const [adding, setAdding] = useState(false);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const may = useMay();
  if (!may('PHONE_NUMBER_ADD') || !may('PHONE_NUMBER_REMOVE')) return null;
  const clear = () => setSelected(new Set());
  return {
    actions: (
      <>
        <Button leftSection={<Icon name="plus" size={14} />} onClick={() => setAdding(true)}>
          {t('inventory.add')}
        </Button>
        {adding && <AddNumbers accountId={account} onAdded={refresh} onClose={() => setAdding(false)} />}
      </>
    ),
    bulk: <RemoveNumbers chosen={rows.filter((row) => selected.has(row.id))} onClear={clear} onRemoved={refresh} />,
    selection: { selected, onSelect: setSelected },
  };
}

function usePhoneNumbers(
  { q, status, account, after }: InventorySearch & { after?: string },
  orderBy: PhoneNumberOrder,
) {
  const variables = useMemo(() => {
    const statuses = listOf(status, PHONE_TONES);
    return {
      first: PAGE,
      after: after ?? null,
      filter: { search: q ?? null, statuses: statuses.length > 0 ? statuses : null, accountId: account ?? null },
      orderBy,
    };
  }, [after, q, status, account, orderBy]);
  const read = useRead(PhoneNumbersDocument, variables);
  useJournal(read.data?.journalCursor, { subjectKinds: ['phone_number'] }, useSettled(read.refresh, 1_000));
  return useList(read, read.data?.phoneNumbers);
}
