import type { KeyboardEvent } from 'react';
import type { TableProps } from './types';
import { useActiveRow } from './useActiveRow';

/** The row that keys act on, and the keys of a grid for a table that has the focus. */
export function useTableKeys<Row>(
  { rows, onOpen, keys = false }: TableProps<Row> & { keys?: boolean },
  ids: readonly string[],
  focusRow: (index: number) => void,
  toggle?: (id: string) => void,
) {
  const open = (id: string) => {
    const row = rows[ids.indexOf(id)];
    if (row !== undefined) onOpen?.(row);
  };
  const { active, setActive, move } = useActiveRow({
    ids,
    focusRow,
    enabled: keys,
    toggle,
    open,
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const onRow = event.target instanceof HTMLTableRowElement;
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (onRow && event.key === 'Home') move(-ids.length);
    else if (onRow && event.key === 'End') move(ids.length);
    else if (onRow && event.key === ' ' && toggle && active) toggle(active);
    else if (onRow && event.key === 'Enter' && active) open(active);
    else return;
    event.preventDefault();
  };
  return { active, setActive, onKeyDown };
}
