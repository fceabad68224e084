import { useCallback, useMemo, useState } from 'react';
import { useClient } from 'urql';
import {
  type NumberRowFragment,
  PortingNumbersChangedDocument,
  PortingNumbersDocument,
  type PortingNumbersQueryVariables,
} from '../../gql';
import { useFeed, useRead } from '../../lib/query';
import { wouldShow } from './filter';

const PAGE = 100;
const PUSH_EVERY_MS = 150;
const MOST_SELECTED = 1_000;
const NONE: readonly NumberRowFragment[] = [];

/** One page of porting numbers that changes in place, and the count of rows that came in and wait to be shown. */
export function useNumbersList(variables: Omit<PortingNumbersQueryVariables, 'first'>) {
  const client = useClient();
  const all = useMemo(() => ({ first: PAGE, ...variables }), [variables]);
  const read = useRead(PortingNumbersDocument, all);
  const connection = read.data?.portingNumbers;
  const rows = useMemo(() => connection?.edges.map((edge) => edge.node) ?? NONE, [connection]);
  const shown = useMemo(() => new Set(rows.map((row) => row.id)), [rows]);
  const [arrived, setArrived] = useState<ReadonlySet<string>>(new Set());
  const filter = variables.filter;

  const feed = { batchMs: PUSH_EVERY_MS };
  useFeed(PortingNumbersChangedDocument, read.data?.journalCursor, feed, ({ portingNumbersChanged: page }) => {
    if (page.__typename !== 'PortingNumbersPage' || !connection) return;
    const fresh = page.numbers.filter((row) => !shown.has(row.id) && wouldShow(row, filter ?? {}));
    if (fresh.length > 0) setArrived((before) => new Set([...before, ...fresh.map((row) => row.id)]));
  });
  const { refresh } = read;
  const showArrived = useCallback(() => {
    setArrived(new Set());
    refresh();
  }, [refresh]);

  /** Every row the filter matches, up to what one command may carry. */
  const everyMatch = useCallback(async (): Promise<NumberRowFragment[]> => {
    const found: NumberRowFragment[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof fetchPage>> = await fetchPage(after);
      found.push(...(page?.edges.map((edge) => edge.node) ?? []));
      after = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null && found.length < MOST_SELECTED);
    return found.slice(0, MOST_SELECTED);

    async function fetchPage(cursor: string | null) {
      const answer = await client
        .query(PortingNumbersDocument, { ...all, first: PAGE, after: cursor }, { requestPolicy: 'network-only' })
        .toPromise();
      if (answer.error) throw answer.error;
      return answer.data?.portingNumbers;
    }
  }, [client, all]);

  const waiting = [...arrived].filter((id) => !shown.has(id)).length;
  return {
    ...read,
    rows,
    total: connection?.totalCount,
    pageInfo: connection?.pageInfo,
    arrived: waiting,
    showArrived,
    everyMatch,
  };
}
