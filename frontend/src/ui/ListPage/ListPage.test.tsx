import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  getRouteApi,
  RouterProvider,
} from '@tanstack/react-router';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import type { List } from '../../lib/list';
import { setPreferences } from '../../lib/preferences';
import { only, parseSearch, stringifySearch } from '../../lib/search';
import { SearchField } from '../SearchField';
import { renderUi } from '../testing';
import { ListPage, NothingFound, useListAddress } from '.';

interface Row {
  id: string;
  name: string;
}

const ROWS: readonly Row[] = [
  { id: 'a', name: 'row a' },
  { id: 'b', name: 'row b' },
];
const COLUMNS = [
  { id: 'name', header: 'Name', width: 100, fixed: true, cell: (row: Row) => row.name },
  { id: 'id', header: 'Key', width: 80, cell: (row: Row) => row.id },
];
const refresh = vi.fn();
const READ: List<Row> = { rows: ROWS, loading: false, failure: null, refresh, page: { total: 5, next: 'two' } };

/** A list on a page of its own; answers its address as it stands. */
function open(at: string, list: Partial<List<Row>> = {}, hides?: readonly string[]) {
  const root = createRootRoute();
  const page = createRoute({
    getParentRoute: () => root,
    path: '/rows',
    validateSearch: only('q', 'tab', 'after', 'hide', 'open'),
    component: () => <Rows list={{ ...READ, ...list }} hides={hides} />,
  });
  const router = createRouter({
    routeTree: root.addChildren([page]),
    history: createMemoryHistory({ initialEntries: [at] }),
    parseSearch,
    stringifySearch,
  });
  renderUi(<RouterProvider router={router as never} />);
  return () => router.state.location.href;
}

function Rows({ list, hides }: { list: List<Row>; hides: readonly string[] | undefined }) {
  const address = useListAddress(getRouteApi('/rows' as never) as unknown as Parameters<typeof useListAddress>[0]);
  const { q, tab = 'all' } = address.search;
  return (
    <ListPage
      title="Rows"
      address={address}
      list={list}
      table={{
        columns: COLUMNS,
        rowName: (row) => row.name,
        card: (row) => row.name,
        onOpen: (row) => address.show({ open: row.id }),
      }}
      hides={hides}
      tools={{
        label: 'Filters',
        filters: <SearchField label="Search" value={q ?? ''} onSearch={(text) => address.ask({ q: text })} />,
      }}
      tabs={{
        tabs: [
          { value: 'all', label: 'All' },
          { value: 'some', label: 'Some' },
        ],
        value: tab,
        onChange: (value) => address.ask({ tab: value }),
      }}
      arrivals={{ count: 2, show: refresh }}
      bulk={<p>What can be done</p>}
      empty={<NothingFound title="No row matches" onClear={() => address.ask({ q: undefined })} />}
    />
  );
}

beforeEach(() => {
  setPreferences({ singleKeys: true });
  // On a phone every row is drawn; elsewhere those that fit, and without a layout none would.
  vi.spyOn(window, 'matchMedia').mockReturnValue({
    matches: true,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  } as unknown as MediaQueryList);
});

test('shows its filters, tabs, arrivals, rows, actions and how much of the list that is', async () => {
  open('/rows');
  expect(await screen.findByLabelText('Filters')).toBeVisible();
  expect(screen.getByRole('tab', { name: 'All', selected: true })).toBeVisible();
  expect(screen.getByRole('button', { name: /2 new rows/ })).toBeVisible();
  expect(screen.getByRole('grid', { name: 'Rows' })).toBeVisible();
  expect(screen.getByText('What can be done')).toBeVisible();
  expect(screen.getByText('2 of 5')).toBeVisible();
});

test('keeps what is asked for in the address; other rows begin at their first page', async () => {
  const address = open('/rows?after=one&hide=id', {}, []);
  await userEvent.click(await screen.findByRole('tab', { name: 'Some' }));
  await waitFor(() => expect(address()).toBe('/rows?hide=id&tab=some'));
  await userEvent.type(screen.getByRole('searchbox', { name: 'Search' }), 'x');
  await waitFor(() => expect(address()).toBe('/rows?hide=id&tab=some&q=x'));
});

test('leads to the next page and back to the first, with everything else as it is', async () => {
  const address = open('/rows?q=x');
  expect(screen.queryByRole('link', { name: 'First page' })).toBeNull();
  await userEvent.click(await screen.findByRole('link', { name: 'Next page' }));
  await waitFor(() => expect(address()).toBe('/rows?q=x&after=two'));
  await userEvent.click(screen.getByRole('link', { name: 'First page' }));
  await waitFor(() => expect(address()).toBe('/rows?q=x'));
});

test('shows one row over the same page of the list, and leaves the keys to it', async () => {
  const address = open('/rows?after=one');
  await userEvent.click(await screen.findByText('row b'));
  await waitFor(() => expect(address()).toBe('/rows?after=one&open=b'));
  await userEvent.keyboard('jo');
  expect(address()).toBe('/rows?after=one&open=b');
});

test('hides columns by itself until somebody wants all of them', async () => {
  const address = open('/rows?after=one', {}, ['id']);
  await screen.findByRole('grid');
  expect(screen.queryByText('Key')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Columns' }));
  await userEvent.click(await screen.findByRole('menuitemcheckbox', { name: 'Key', hidden: true }));
  await waitFor(() => expect(address()).toBe('/rows?after=one&hide=none'));
  expect(within(screen.getByRole('grid')).getByText('Key')).toBeVisible();
});

test('says that it is being read', async () => {
  open('/rows', { loading: true, rows: [] });
  expect(await screen.findByLabelText('Loading')).toBeVisible();
  expect(screen.queryByRole('grid')).toBeNull();
});

test('without rows says so, and clears the filters', async () => {
  const address = open('/rows?q=x', { rows: [], page: { total: 0, next: null } });
  expect(await screen.findByText('No row matches')).toBeVisible();
  expect(screen.queryByRole('link', { name: 'Next page' })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Clear all filters' }));
  await waitFor(() => expect(address()).toBe('/rows'));
});

test('of which there are more than anybody counts says so', async () => {
  open('/rows', { page: { total: 10_001, next: 'two' } });
  expect(await screen.findByText('2 of over 10,000')).toBeVisible();
});

test('without a connection says that, not that the server failed', async () => {
  open('/rows', { failure: { kind: 'offline', requestId: null } });
  expect(await screen.findByText('No connection to the server')).toBeVisible();
});

test('that could not be read says under which id the server knows it, and reads again', async () => {
  open('/rows', { failure: { kind: 'server', requestId: 'req_1' } });
  expect(await screen.findByText('req_1')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(refresh).toHaveBeenCalled();
});

test('that is read whole has no pages', async () => {
  open('/rows', { page: undefined });
  expect(await screen.findByText('row a')).toBeVisible();
  expect(screen.queryByRole('contentinfo')).toBeNull();
});
