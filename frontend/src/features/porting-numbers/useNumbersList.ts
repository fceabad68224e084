import { useCallback, useMemo } from 'react';
import { useClient } from 'urql';
import {
  type NumberRowFragment,
  PortingNumbersChangedDocument,
  PortingNumbersDocument,
  type PortingNumbersQueryVariables,
} from '../../gql';
import { useArrivals, useList } from '../../lib/list';
import { useFeed, useRead } from '../../lib/query';
import { filterOf, type NumbersSearch, wouldShow } from './filter';
import { orderingOf } from './ordering';

const PAGE = 100;
const PUSH_EVERY_MS = 150;
const MOST_SELECTED = 1_000;

/** One page of porting numbers that changes in place, and the count of rows that came in and wait to be shown. */
export function useNumbersList(search: NumbersSearch & { sort?: string; after?: string }) {
  const variables = useVariables(search);
  const read = useRead(PortingNumbersDocument, variables);
  const connection = read.data?.portingNumbers;
  const list = useList(read, connection);
  const arrivals = useArrivals(list);
  const feed = { batchMs: PUSH_EVERY_MS };
  useFeed(PortingNumbersChangedDocument, read.data?.journalCursor, feed, ({ portingNumbersChanged: page }) => {
    if (page.__typename !== 'PortingNumbersPage' || !connection) return;
    arrivals.note(page.numbers.filter((row) => wouldShow(row, variables.filter)));
  });
  return { list, arrivals, everyMatch: useEveryMatch(variables) };
}

function useVariables({ status, q, waiting, focFrom, focTo, sort, after }: Parameters<typeof useNumbersList>[0]) {
  return useMemo(
    () => ({
      first: PAGE,
      after: after ?? null,
      filter: filterOf({ status, q, waiting, focFrom, focTo }),
      orderBy: orderingOf(sort),
    }),
    [status, q, waiting, focFrom, focTo, sort, after],
  );
}

/** Finds every row the filter matches, up to what one command may carry. */
function useEveryMatch(variables: PortingNumbersQueryVariables): () => Promise<NumberRowFragment[]> {
  const client = useClient();
  return useCallback(async () => {
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
        .query(PortingNumbersDocument, { ...variables, after: cursor }, { requestPolicy: 'network-only' })
        .toPromise();
      if (answer.error) throw answer.error;
      return answer.data?.portingNumbers;
    }
  }, [client, variables]);
}
