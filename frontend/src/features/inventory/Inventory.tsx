import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { type InventoryRowFragment, type PhoneNumberOrdering, PhoneNumbersDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { useList } from '../../lib/list';
import { useRead, useSettled } from '../../lib/query';
import { listOf } from '../../lib/search';
import { useMay } from '../../lib/session';
import { AskBack } from '../../subjects/afterwards/AskBack';
import { OfferNumbers } from '../../subjects/afterwards/OfferNumbers';
import { profileSetting } from '../../subjects/numbers/bulk';
import { SelectionBar } from '../../subjects/numbers/SelectionBar';
import { useSelection } from '../../subjects/numbers/useSelection';
import { PHONE_TONES } from '../../subjects/tones';
import { useAccounts } from '../../subjects/useAccounts';
import { useJournal } from '../../subjects/useJournal';
import type { Sort } from '../../ui/DataTable';
import { ListPage, NothingFound, useListAddress } from '../../ui/ListPage';
import { EmptyState } from '../../ui/states';
import { AddNumbersButton } from './AddNumbers';
import { INVENTORY_ROWS, inventoryColumns } from './columns';
import { InventoryFilters, type InventorySearch, locksOf, pinAsked } from './InventoryFilters';
import { PinsButtons, PinsForAll } from './Pins';

const route = getRouteApi('/app/inventory');
const PAGE = 100;
const HIDES: readonly string[] = [];
const ORDERINGS: Record<PhoneNumberOrdering, Sort> = {
  E164_ASC: { key: 'number', descending: false },
  CREATED_DESC: { key: 'created', descending: true },
};

/** The numbers that are here, were here, or are about to be. */
export function Inventory() {
  const i18n = useI18n();
  const { t } = i18n;
  const { staff, nameOf } = useAccounts();
  const address = useListAddress(route);
  const { q, status, account, pin, lock, sort } = address.search;
  const orderBy: PhoneNumberOrdering = sort === 'CREATED_DESC' ? 'CREATED_DESC' : 'E164_ASC';
  const list = usePhoneNumbers(address.search, orderBy);
  const columns = useMemo(() => inventoryColumns(i18n, staff ? nameOf : null), [i18n, staff, nameOf]);
  const selection = useSelection(list.rows);
  const selectable = useMaySelect() && { selected: selection.ids, onSelect: selection.select };
  const onDone = () => {
    selection.clear();
    list.refresh();
  };
  return (
    <ListPage
      title={t('nav.inventory')}
      actions={
        <>
          <PinsForAll accountId={account} search={q} onDone={list.refresh} />
          <AddNumbersButton accountId={account} onAdded={list.refresh} />
        </>
      }
      bulk={
        <SelectionBar
          kind="phoneNumber"
          selection={selection}
          settingOf={profileSetting}
          onDone={onDone}
          more={
            <>
              <PinsButtons rows={selection.rows} onDone={onDone} />
              <Afterwards rows={selection.rows} onDone={onDone} />
            </>
          }
        />
      }
      address={address}
      list={list}
      table={{
        ...INVENTORY_ROWS,
        ...selectable,
        columns,
        sort: ORDERINGS[orderBy],
        onSort: ({ key }) => address.ask({ sort: key === 'created' ? 'CREATED_DESC' : undefined }),
      }}
      hides={HIDES}
      tools={{
        label: t('numbers.filters'),
        filters: <InventoryFilters search={address.search} onChange={address.ask} />,
      }}
      empty={
        [q, status, account, pin, lock].some(Boolean) ? (
          <NothingFound
            title={t('numbers.noMatch')}
            onClear={() =>
              address.ask({ q: undefined, status: undefined, account: undefined, pin: undefined, lock: undefined })
            }
          />
        ) : (
          <EmptyState icon="phone" title={t('inventory.none')} text={t('inventory.noneText')} />
        )
      }
    />
  );
}

/** What comes after a port: a number that left is asked back, numbers that are here go to another account. */
function Afterwards({ rows, onDone }: { rows: readonly InventoryRowFragment[]; onDone: () => void }) {
  const [row] = rows;
  if (rows.length === 1 && row && row.endedAt !== null) {
    return <AskBack direction="OUT" numbers={[row]} onAsked={onDone} />;
  }
  return rows.every(({ endedAt }) => endedAt === null) ? <OfferNumbers numbers={rows} onDone={onDone} /> : null;
}

/** Whoever can do nothing with any number selects none. */
function useMaySelect(): boolean {
  const may = useMay();
  return (
    may('PHONE_NUMBER_SET_PORT_OUT_PIN') ||
    may('PHONE_NUMBER_LOCK') ||
    may('PHONE_NUMBER_ASSIGN_PROFILE') ||
    may('PHONE_NUMBER_REMOVE')
  );
}

function usePhoneNumbers(
  { q, status, account, pin, lock, after }: InventorySearch & { after?: string },
  orderBy: PhoneNumberOrdering,
) {
  const variables = useMemo(() => {
    const statuses = listOf(status, PHONE_TONES);
    return {
      first: PAGE,
      after: after ?? null,
      filter: {
        search: q ?? null,
        statuses: statuses.length > 0 ? statuses : null,
        accountId: account ?? null,
        hasPin: pinAsked(pin),
        lockStatuses: lock ? locksOf(lock) : null,
      },
      orderBy,
    };
  }, [after, q, status, account, pin, lock, orderBy]);
  const read = useRead(PhoneNumbersDocument, variables);
  useJournal(read.data?.journalCursor, { subjectKinds: ['PHONE_NUMBER'] }, useSettled(read.refresh, 1_000));
  return useList(read, read.data?.phoneNumbers);
}
