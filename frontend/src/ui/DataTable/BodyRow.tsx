import { Checkbox } from '@mantine/core';
import { type MouseEvent, memo, type ReactNode } from 'react';
import { useI18n } from '../../i18n';
import classes from './DataTable.module.css';
import type { Column } from './types';

interface BodyRowProps<Row> {
  id: string;
  row: Row;
  name: string;
  columns: readonly Column<Row>[];
  card?: (row: Row) => ReactNode;
  index: number;
  top: number | null;
  height: number;
  selectable: boolean;
  selected: boolean;
  active: boolean;
  focusable: boolean;
  onSelect: (id: string, event: unknown) => void;
  onActivate: (id: string) => void;
  onOpen?: (row: Row) => void;
}

const INTERACTIVE = 'a, button, input, label, [role="button"]';

function BodyRowInner<Row>(props: BodyRowProps<Row>) {
  const { id, row, columns, card, selectable, selected, onOpen } = props;
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    if (target.closest(INTERACTIVE) || window.getSelection()?.toString()) return;
    props.onActivate(id);
    onOpen?.(row);
  };
  return (
    <tr
      data-row-id={id}
      data-active={props.active || undefined}
      data-card={card ? true : undefined}
      data-opens={onOpen ? true : undefined}
      aria-selected={selectable ? selected : undefined}
      aria-rowindex={props.index + 2}
      tabIndex={props.focusable ? 0 : -1}
      className={classes.row}
      style={
        props.top === null
          ? undefined
          : { position: 'absolute', transform: `translateY(${props.top}px)`, height: props.height }
      }
      onClick={onClick}
      onFocus={() => props.onActivate(id)}
    >
      {selectable && <SelectCell {...props} />}
      {card ? (
        <td className={classes.card}>{card(row)}</td>
      ) : (
        columns.map((column) => (
          <td key={column.id} className={classes.cell} data-align={column.align}>
            {column.cell(row)}
          </td>
        ))
      )}
    </tr>
  );
}

function SelectCell<Row>({ id, name, selected, onSelect }: BodyRowProps<Row>) {
  const { t } = useI18n();
  return (
    <td className={classes.select}>
      <Checkbox
        size="xs"
        checked={selected}
        tabIndex={-1}
        aria-label={t('ui.selectRow', { row: name })}
        onChange={(event) => onSelect(id, event)}
        classNames={{ root: classes.checkbox }}
      />
    </td>
  );
}

/** One row; it renders again only when its own data or state changed, so a burst of pushes costs what it changes. */
export const BodyRow = memo(BodyRowInner) as typeof BodyRowInner;
