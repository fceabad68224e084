import { useRef } from 'react';

export interface HeldRows<Row> {
  rows: readonly Row[];
  /** How many of the rows on the screen have changed behind it. */
  held: number;
}

/** While paused, shows the rows as they were when the pause began and counts what has changed since. */
export function useHeldRows<Row>(rows: readonly Row[], rowId: (row: Row) => string, paused: boolean): HeldRows<Row> {
  const frozen = useRef<readonly Row[] | null>(null);
  if (!paused) {
    frozen.current = null;
    return { rows, held: 0 };
  }
  frozen.current ??= rows;
  const now = new Map(rows.map((row) => [rowId(row), row]));
  const held = frozen.current.filter((row) => now.get(rowId(row)) !== row).length;
  return { rows: frozen.current, held };
}
