import { type RefObject, useEffect, useRef } from 'react';

const FLASH_MS = 1_800;

/** Colors a row for a moment when its version moved on under the reader's eyes; the row itself stays where it is. */
export function useRowFlash<Row>(
  container: RefObject<HTMLElement | null>,
  rows: readonly Row[],
  rowId: (row: Row) => string,
  rowVersion: ((row: Row) => string | number) | undefined,
): void {
  const seen = useRef(new Map<string, string | number>());
  useEffect(() => {
    if (!rowVersion) return;
    const before = seen.current;
    const after = new Map<string, string | number>();
    for (const row of rows) {
      const id = rowId(row);
      const version = rowVersion(row);
      after.set(id, version);
      if (before.has(id) && before.get(id) !== version) flash(container.current, id);
    }
    seen.current = after;
  }, [container, rows, rowId, rowVersion]);
}

function flash(container: HTMLElement | null, id: string): void {
  const row = container?.querySelector(`[data-row-id="${CSS.escape(id)}"]`);
  row?.animate?.([{ backgroundColor: 'var(--row-flash)' }, { backgroundColor: 'var(--row-flash)', offset: 0.3 }, {}], {
    duration: FLASH_MS,
    easing: 'ease-out',
  });
}
