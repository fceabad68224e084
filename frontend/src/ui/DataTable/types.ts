import type { ReactNode } from 'react';

export interface Column<Row> {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** The least width in pixels; what is left over goes to the columns by their `grow`. */
  width: number;
  grow?: number;
  align?: 'end';
  /** The server's name for this order; without one the column cannot be sorted. */
  sort?: string;
  /** A column that says which row it is stays visible. */
  fixed?: boolean;
}

export interface Sort {
  key: string;
  descending: boolean;
}

export type Density = 'compact' | 'comfortable';

export const ROW_HEIGHT: Record<Density, number> = { compact: 33, comfortable: 45 };

export interface TableProps<Row> {
  label: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowId: (row: Row) => string;
  /** How a row is called aloud, for its checkbox. */
  rowName: (row: Row) => string;
  /** Moves on with each change of the row; a change under the reader's eyes is highlighted. */
  rowVersion?: (row: Row) => string | number;
  /** What a row looks like on a phone, in place of its cells. */
  card?: (row: Row) => ReactNode;
  hidden?: readonly string[];
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  onOpen?: (row: Row) => void;
}

export interface DataTableProps<Row> extends TableProps<Row> {
  selected?: ReadonlySet<string>;
  onSelect?: (selected: ReadonlySet<string>) => void;
  /** Whether j, k, x and o act on this table; a page has one such table. */
  keys?: boolean;
  /** Shown in place of rows when there are none. */
  empty?: ReactNode;
  /** The table takes what its content needs in place of scrolling by itself. */
  inline?: boolean;
}

export interface SelectCellProps {
  id: string;
  name: string;
  selected: boolean;
  onSelect?: (id: string, event: unknown) => void;
}
