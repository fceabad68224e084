import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useI18n } from '../../i18n';
import { Icon } from '../Icon';
import classes from './DataTable.module.css';
import type { Column, Sort } from './types';

interface HeaderCellProps<Row> {
  column: Column<Row>;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
}

/** A column's name; where the server can sort by it, a button that does. */
export function HeaderCell<Row>({ column, sort, onSort }: HeaderCellProps<Row>) {
  const { t } = useI18n();
  const key = column.sort;
  const sorted = key !== undefined && sort?.key === key;
  const direction = sorted ? (sort.descending ? 'descending' : 'ascending') : undefined;
  return (
    <th scope="col" aria-sort={direction} className={classes.cell} data-align={column.align}>
      {key !== undefined && onSort ? (
        <UnstyledButton
          className={classes.sort}
          data-sorted={sorted || undefined}
          onClick={() => onSort({ key, descending: sorted ? !sort.descending : false })}
        >
          {column.header}
          {sorted && <Icon name={sort.descending ? 'down' : 'up'} size={12} />}
          {sorted && (
            <VisuallyHidden>, {t(sort.descending ? 'ui.sortedDescending' : 'ui.sortedAscending')}</VisuallyHidden>
          )}
        </UnstyledButton>
      ) : (
        column.header
      )}
    </th>
  );
}
