import { type RefObject, useCallback } from 'react';

/** Brings a row into view and gives it the focus; a table that draws all its rows scrolls by itself. */
export function useFocusRow(
  scroller: RefObject<HTMLElement | null>,
  virtualizer?: { scrollToIndex: (index: number, options: { align: 'auto' }) => void },
): (index: number) => void {
  return useCallback(
    (index) => {
      virtualizer?.scrollToIndex(index, { align: 'auto' });
      // The row may only be drawn after the scroll: wait for the frame that has it.
      requestAnimationFrame(() => {
        const row = scroller.current?.querySelector<HTMLElement>(`[aria-rowindex="${index + 2}"]`);
        row?.focus({ preventScroll: virtualizer !== undefined });
      });
    },
    [scroller, virtualizer],
  );
}
