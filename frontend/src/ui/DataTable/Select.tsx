import { Checkbox } from '@mantine/core';
import { useI18n } from '../../i18n';
import classes from './DataTable.module.css';
import type { SelectCellProps } from './types';

export function SelectCell({ id, name, selected, onSelect }: SelectCellProps) {
  const { t } = useI18n();
  return (
    <td className={classes.select}>
      <Checkbox
        size="xs"
        checked={selected}
        tabIndex={-1}
        aria-label={t('ui.selectRow', { row: name })}
        onChange={(event) => onSelect?.(id, event)}
        classNames={{ root: classes.checkbox }}
      />
    </td>
  );
}

/** The checkbox for all rows, in the head. */
export function SelectAll({ selected, some, toggle }: SelectAllProps) {
  const { t } = useI18n();
  return (
    <th scope="col" className={classes.select}>
      <Checkbox
        size="xs"
        checked={selected}
        indeterminate={some}
        aria-label={t('ui.selectAll')}
        onChange={toggle}
        classNames={{ root: classes.checkbox }}
      />
    </th>
  );
}

interface SelectAllProps {
  selected: boolean;
  some: boolean;
  toggle: (event: unknown) => void;
}
