import { useCallback, useMemo, useState } from 'react';
import type { Failure } from './errors';
import type { Read } from './query';

/** How far lists are counted (`totalCount(upTo:)` in their documents): one more is told of those that go on. */
export const COUNTED_UP_TO = 10_000;

/** A list as far as it was read. */
export interface List<Row> {
  rows: readonly Row[];
  /** Nothing to show yet. */
  loading: boolean;
  failure: Failure | null;
  refresh: () => void;
  /** Of a list that is read in pages: how many rows there are in all, where that is counted, and where the next page begins. */
  page?: { total?: number; next: string | null };
}

interface Connection<Row> {
  edges: readonly { node: Row }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  totalCount?: number;
}

/** The page of a list that a query brought. */
export function useList<Row>(
  { loading, failure, refresh }: Read<unknown>,
  connection: Connection<Row> | undefined,
): List<Row> {
  const rows = useMemo(() => connection?.edges.map((edge) => edge.node) ?? [], [connection]);
  const next = connection?.pageInfo.hasNextPage ? connection.pageInfo.endCursor : null;
  return { rows, loading, failure, refresh, page: { total: connection ? connection.totalCount : 0, next } };
}

/** Rows that came in and are not on the page: they wait until the reader asks for them. */
export interface Arrivals {
  count: number;
  note: (rows: readonly { id: string }[]) => void;
  show: () => void;
}

export function useArrivals({ rows, refresh }: List<{ id: string }>): Arrivals {
  const [arrived, setArrived] = useState<ReadonlySet<string>>(new Set());
  const shown = useMemo(() => new Set(rows.map((row) => row.id)), [rows]);
  const note = useCallback(
    (others: readonly { id: string }[]) => {
      const fresh = others.map((row) => row.id).filter((id) => !shown.has(id));
      if (fresh.length > 0) setArrived((before) => new Set([...before, ...fresh]));
    },
    [shown],
  );
  const show = useCallback(() => {
    setArrived(new Set());
    refresh();
  }, [refresh]);
  return { count: [...arrived].filter((id) => !shown.has(id)).length, note, show };
}
