import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { useCallback, useEffect, useRef } from 'react';
import { useClient, useQuery, useSubscription } from 'urql';
import { useData } from './data';
import { type Failure, failureOf } from './errors';

export interface Read<Data> {
  data: Data | undefined;
  /** Nothing to show yet. */
  loading: boolean;
  /** Being read again behind what is shown. */
  refreshing: boolean;
  failure: Failure | null;
  refresh: () => void;
}

/** A query that stays right: what feeds bring changes it through the cache, and a gap in a feed makes it read again. */
export function useRead<Data, Variables extends AnyVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  options: { pause?: boolean } = {},
): Read<Data> {
  const { live } = useData();
  const [result, execute] = useQuery({ query, variables, pause: options.pause ?? false } as Parameters<
    typeof useQuery<Data, Variables>
  >[0]);
  const refresh = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute]);
  useEffect(() => live.onGap(refresh), [live, refresh]);
  return {
    data: result.data,
    loading: result.fetching && !result.data,
    refreshing: result.stale || result.fetching,
    failure: result.error && !result.data ? failureOf(result.error) : null,
    refresh,
  };
}

/** Asks the server for what is shown already: the cache has it from then on, for whoever shows it. */
export function useReadAgain<Data, Variables extends AnyVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): () => void {
  const client = useClient();
  return useCallback(() => {
    void client.query(query, variables, { requestPolicy: 'network-only' }).toPromise();
  }, [client, query, variables]);
}

/**
 * Follows a feed from a cursor on, for as long as the component is mounted; the cache has its rows already when `onPage`
 * is called. The cursor is the one that came with the first read, so nothing between the read and the feed is missed.
 */
export function useFeed<Data, Variables extends AnyVariables & { after?: string | null }>(
  query: TypedDocumentNode<Data, Variables>,
  cursor: string | undefined,
  variables: Omit<Variables, 'after'>,
  onPage: (data: Data) => void,
): void {
  const latest = useRef(onPage);
  useEffect(() => {
    latest.current = onPage;
  });
  // Later reads bring later cursors; the feed is under way by then and keeps its own.
  const first = useRef(cursor);
  first.current ??= cursor;
  const args = { query, variables: { ...variables, after: first.current }, pause: first.current === undefined };
  // What a handler returns becomes state and draws the component again for every page: return always the same.
  const handler = useCallback((_previous: undefined, data: Data) => {
    latest.current(data);
    return undefined;
  }, []);
  useSubscription(args as unknown as Parameters<typeof useSubscription<Data, undefined, Variables>>[0], handler);
}

/** Runs after things have been quiet for a moment, and at least every two seconds while they are not. */
export function useSettled(run: () => void, quietMs = 250): () => void {
  const latest = useRef(run);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const since = useRef(0);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(() => {
    const now = Date.now();
    if (timer.current === undefined) since.current = now;
    clearTimeout(timer.current);
    const wait = Math.min(quietMs, Math.max(0, since.current + 2_000 - now));
    timer.current = setTimeout(() => {
      timer.current = undefined;
      latest.current();
    }, wait);
  }, [quietMs]);
}
