import { useCallback, useState } from 'react';
import { useSingleKeys } from '../keys';

interface ActiveRowOptions {
  ids: readonly string[];
  /** Brings the row with this index into view and gives it the focus. */
  focusRow: (index: number) => void;
  toggle?: (id: string) => void;
  open?: (id: string) => void;
  enabled: boolean;
}

/** The row that j, k, x and o act on. It is remembered by id, so rows that change around it do not move it. */
export function useActiveRow({ ids, focusRow, toggle, open, enabled }: ActiveRowOptions) {
  const [active, setActive] = useState<string | null>(null);
  const move = useCallback(
    (step: number) => {
      const at = active === null ? -1 : ids.indexOf(active);
      const next = at === -1 && step < 0 ? 0 : Math.min(ids.length - 1, Math.max(0, at + step));
      const id = ids[next];
      if (id !== undefined) {
        setActive(id);
        focusRow(next);
      }
    },
    [active, ids, focusRow],
  );
  const withActive = (act: ((id: string) => void) | undefined) => () => {
    if (active !== null && ids.includes(active)) act?.(active);
  };
  useSingleKeys({ j: () => move(1), k: () => move(-1), x: withActive(toggle), o: withActive(open) }, enabled);
  return { active, setActive, move };
}
