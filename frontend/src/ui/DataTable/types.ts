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
