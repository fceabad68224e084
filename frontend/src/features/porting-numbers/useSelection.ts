import { useCallback, useMemo, useState } from 'react';
import type { NumberRowFragment } from '../../gql';

export type Selection = ReturnType<typeof useSelection>;

const NO_IDS: ReadonlySet<string> = new Set();

/** The selected rows: those on the page as they are now, and those of other pages as they were found. */
export function useSelection(rows: readonly NumberRowFragment[], everyMatch: () => Promise<NumberRowFragment[]>) {
  const [ids, setIds] = useState<ReadonlySet<string>>(NO_IDS);
  const [others, setOthers] = useState<readonly NumberRowFragment[]>([]);
  const [finding, setFinding] = useState(false);
  const clear = useCallback(() => {
    setIds(NO_IDS);
    setOthers([]);
  }, []);
  // Rows of other pages are as they were found: after a move they are old, and a second verb would be refused.
  const moved = useCallback(() => {
    if (others.length > 0) clear();
  }, [others, clear]);
  const selected = useMemo(() => {
    const here = rows.filter((row) => ids.has(row.id));
    const onPage = new Set(rows.map((row) => row.id));
    return [...here, ...others.filter((row) => !onPage.has(row.id) && ids.has(row.id))];
  }, [rows, ids, others]);
  const selectEvery = async () => {
    setFinding(true);
    try {
      const found = await everyMatch();
      setOthers(found);
      setIds(new Set(found.map((row) => row.id)));
    } finally {
      setFinding(false);
    }
  };
  return { ids, rows: selected, select: setIds, clear, moved, selectEvery, finding };
}
