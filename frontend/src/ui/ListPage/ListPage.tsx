import type { ReactNode } from 'react';
import type { Arrivals, List } from '../../lib/list';
import { ColumnPicker, DataTable, type DataTableProps, NewRowsBanner } from '../DataTable';
import { Failed } from '../Failed';
import { Page } from '../Page';
import { SkeletonRows } from '../states';
import { TabBar, type TabBarProps } from '../TabBar';
import { Toolbar } from '../Toolbar';
import { Paging } from './Paging';
import type { ListAddress } from './useListAddress';

type Row = { id: string };

export interface ListPageProps<Its extends Row, Tab extends string> {
  title: string;
  actions?: ReactNode;
  address: ListAddress;
  list: List<Its>;
  /** How the rows look and what can be done with them; without a label of its own the table is called like the page. */
  table: Omit<DataTableProps<Its>, 'rows' | 'rowId' | 'hidden' | 'keys' | 'empty' | 'inline' | 'label'> & {
    label?: string;
  };
  /** What holds for everything in the list. */
  notice?: ReactNode;
  /** In place of rows where there are none. */
  empty: ReactNode;
  /** The line of filters, and what belongs to the view at its end. */
  tools?: { label: string; filters: ReactNode; view?: ReactNode };
  /** The columns that are hidden at first; where this is given, people choose theirs. */
  hides?: readonly string[];
  tabs?: Omit<TabBarProps<Tab>, 'label'>;
  arrivals?: Pick<Arrivals, 'count' | 'show'>;
  /** What can be done with the selected rows. */
  bulk?: ReactNode;
  /** What opens over the list. */
  children?: ReactNode;
}

const rowId = (row: Row) => row.id;

/** Every screen that is a list: its filters, its tabs, what came in, the rows or why there are none, and the way to more. */
export function ListPage<Its extends Row, Tab extends string>(props: ListPageProps<Its, Tab>) {
  const { title, address, list, table, tools, tabs, hides, arrivals } = props;
  const hidden = address.search.hide?.split(',') ?? hides ?? [];
  // A list that hides columns by itself needs a word for hiding none.
  const onHide = (next: string[]) => address.show({ hide: next.join(',') || (hides?.length ? 'none' : undefined) });
  return (
    <Page title={title} fill actions={props.actions}>
      {tools && (
        <Toolbar
          label={tools.label}
          end={
            hides && (
              <>
                {tools.view}
                <ColumnPicker columns={table.columns} hidden={hidden} onChange={onHide} />
              </>
            )
          }
        >
          {tools.filters}
        </Toolbar>
      )}
      {tabs && <TabBar label={title} {...tabs} />}
      {props.notice}
      {arrivals && <NewRowsBanner count={arrivals.count} onShow={arrivals.show} />}
      {list.failure ? (
        <Failed failure={list.failure} onRetry={list.refresh} />
      ) : list.loading ? (
        <SkeletonRows rows={12} />
      ) : (
        <DataTable
          {...table}
          label={table.label ?? title}
          rows={list.rows}
          rowId={rowId}
          hidden={hidden}
          keys={!address.search.open}
          empty={props.empty}
        />
      )}
      {props.bulk}
      {list.page && <Paging shown={list.rows.length} {...list.page} after={address.search.after} />}
      {props.children}
    </Page>
  );
}
