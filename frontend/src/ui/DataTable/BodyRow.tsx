import { type ComponentType, type MouseEvent, memo, type ReactNode } from 'react';
import classes from './DataTable.module.css';
import type { Column, SelectCellProps } from './types';

interface BodyRowProps<Row> extends SelectCellProps {
  row: Row;
  columns: readonly Column<Row>[];
  card?: (row: Row) => ReactNode;
  index: number;
  top: number | null;
  height: number;
  /** Where rows can be selected. */
  SelectCell?: ComponentType<SelectCellProps>;
  active: boolean;
  focusable: boolean;
  onActivate: (id: string) => void;
  onOpen?: (row: Row) => void;
}

const INTERACTIVE = 'a, button, input, label, [role="button"]';

function BodyRowInner<Row>(props: BodyRowProps<Row>) {
  const { id, row, columns, card, SelectCell, selected, onOpen } = props;
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
      aria-selected={SelectCell ? selected : undefined}
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
      {SelectCell && <SelectCell id={id} name={props.name} selected={selected} onSelect={props.onSelect} />}
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

/** One row; it renders again only when its own data or state changed, so a burst of pushes costs what it changes. */
export const BodyRow = memo(BodyRowInner) as typeof BodyRowInner;
