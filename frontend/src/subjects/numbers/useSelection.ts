import { useCallback, useMemo, useState } from 'react';

export interface Selection<Row> {
  ids: ReadonlySet<string>;
  rows: readonly Row[];
  select: (ids: ReadonlySet<string>) => void;
  clear: () => void;
  /** After a verb: what of it is old by now is selected no more. */
  moved: () => void;
  selectEvery: () => Promise<void>;
  finding: boolean;
}

const NO_IDS: ReadonlySet<string> = new Set();
const nothing = async () => [];

/** The selected rows: those on the page as they are now, and those of other pages as they were found. */
export function useSelection<Row extends { id: string }>(
  rows: readonly Row[],
  everyMatch: () => Promise<Row[]> = nothing,
): Selection<Row> {
  const [ids, setIds] = useState<ReadonlySet<string>>(NO_IDS);
  const [others, setOthers] = useState<readonly Row[]>([]);
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
