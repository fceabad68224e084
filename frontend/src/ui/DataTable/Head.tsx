import { Checkbox } from '@mantine/core';
import { useI18n } from '../../i18n';
import classes from './DataTable.module.css';
import { HeaderCell } from './HeaderCell';
import type { Column, Sort } from './types';

interface HeadProps<Row> {
  columns: readonly Column<Row>[];
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  /** The checkbox for all rows, where rows can be selected. */
  every?: { selected: boolean; some: boolean; toggle: (event: unknown) => void };
}

export function Head<Row>({ columns, sort, onSort, every }: HeadProps<Row>) {
  const { t } = useI18n();
  return (
    <thead>
      <tr aria-rowindex={1} className={classes.header}>
        {every && (
          <th scope="col" className={classes.select}>
            <Checkbox
              size="xs"
              checked={every.selected}
              indeterminate={every.some}
              aria-label={t('ui.selectAll')}
              onChange={every.toggle}
              classNames={{ root: classes.checkbox }}
            />
          </th>
        )}
        {columns.map((column) => (
          <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
        ))}
      </tr>
    </thead>
  );
}
