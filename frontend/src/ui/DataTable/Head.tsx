import type { ReactNode } from 'react';
import classes from './DataTable.module.css';
import { HeaderCell } from './HeaderCell';
import type { Column, Sort } from './types';

interface HeadProps<Row> {
  columns: readonly Column<Row>[];
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  /** The checkbox for all rows, where rows can be selected. */
  every?: ReactNode;
}

export function Head<Row>({ columns, sort, onSort, every }: HeadProps<Row>) {
  return (
    <thead>
      <tr aria-rowindex={1} className={classes.header}>
        {every}
        {columns.map((column) => (
          <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
        ))}
      </tr>
    </thead>
  );
}
