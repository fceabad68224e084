import { type Client, createClient, type ExecutionResult } from 'graphql-ws';
import { backoffMs, waitOrOnline } from './backoff';

/** How the live connection stands, for the badge. */
export type ConnectionState = 'connecting' | 'live' | 'offline';

export interface Feed {
  query: string;
  variables: Record<string, unknown>;
}

export interface FeedSink {
  next(result: ExecutionResult<Record<string, unknown>>): void;
  /** The feed ended for good: the server completed it or refused it with GraphQL errors. */
  end(): void;
}

export interface Live {
  follow(feed: Feed, sink: FeedSink): () => void;
  state(): ConnectionState;
  onState(listener: () => void): () => void;
  /** Called when entries were missed (the cursor expired, or the server forgot us): what is on screen must be read anew. */
  onGap(listener: () => void): () => void;
  close(): void;
}

const KEEP_ALIVE_MS = 10_000;
const PONG_WITHIN_MS = 5_000;
const SOCKET_FROZE = 4408;

interface LiveOptions {
  url: string;
  webSocketImpl?: unknown;
  /** Overridden by tests only. */
  wait?: (retry: number) => Promise<void>;
}

/** One socket for every feed of the page; it always comes back, and every feed goes on after the last entry it has seen. */
export function createLive({
  url,
  webSocketImpl,
  wait = (retry) => waitOrOnline(backoffMs(retry)),
}: LiveOptions): Live {
  const stateListeners = new Set<() => void>();
  const gapListeners = new Set<() => void>();
  let state: ConnectionState = 'connecting';
  const become = (next: ConnectionState) => {
    if (next !== state) {
      state = next;
      for (const listener of stateListeners) listener();
    }
  };
  const missed = () => {
    for (const listener of gapListeners) listener();
  };
  const socket = openSocket(url, webSocketImpl, wait, become);
  return {
    follow: (feed, sink) => follow(socket, feed, sink, missed, wait),
    state: () => state,
    onState: (listener) => register(stateListeners, listener),
    onGap: (listener) => register(gapListeners, listener),
    close: () => void socket.dispose(),
  };
}

function register(listeners: Set<() => void>, listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function openSocket(
  url: string,
  webSocketImpl: unknown,
  wait: (retry: number) => Promise<void>,
  become: (state: ConnectionState) => void,
): Client {
  let active: WebSocket | undefined;
  let pongLate: ReturnType<typeof setTimeout> | undefined;
  return createClient({
    url,
    webSocketImpl,
    // Connected for as long as the page is: the badge tells the truth on screens without a feed, too.
    lazy: false,
    onNonLazyError: () => become('offline'),
    // The default retries close events only; a refused connection is an error event and would end every feed for good.
    shouldRetry: () => true,
    retryAttempts: Number.POSITIVE_INFINITY,
    retryWait: wait,
    keepAlive: KEEP_ALIVE_MS,
    on: {
      connected: (opened) => {
        active = opened as WebSocket;
        become('live');
      },
      // Without this a proxy that died silently looks alive until the operating system gives up, minutes later.
      ping: (received) => {
        if (!received) {
          pongLate = setTimeout(() => active?.close(SOCKET_FROZE, 'no pong'), PONG_WITHIN_MS);
        }
      },
      pong: (received) => {
        if (received) clearTimeout(pongLate);
      },
      closed: () => {
        clearTimeout(pongLate);
        become('offline');
      },
    },
  });
}

function follow(
  socket: Client,
  feed: Feed,
  sink: FeedSink,
  missed: () => void,
  wait: (retry: number) => Promise<void>,
): () => void {
  // graphql-ws sends this very object again after each reconnect, so the cursor written into it is where the feed resumes.
  const variables = { ...feed.variables };
  let stopped = false;
  let failures = 0;
  let unsubscribe = () => {};
  const start = () => {
    if (stopped) return;
    let expired = false;
    unsubscribe = socket.subscribe(
      { query: feed.query, variables },
      {
        next: (result) => {
          failures = 0;
          const page = firstField(result.data);
          if (page?.__typename === 'CursorExpired') {
            expired = true;
            variables.after = null;
            missed();
          } else if (typeof page?.cursor === 'string') {
            variables.after = page.cursor;
          }
          sink.next(result as ExecutionResult<Record<string, unknown>>);
        },
        error: (problem) => {
          // GraphQL errors come as a list and would come again; anything else is the road, which is tried again.
          if (Array.isArray(problem)) sink.end();
          else void wait(failures++).then(start);
        },
        complete: () => {
          if (expired) start();
          else if (!stopped) sink.end();
        },
      },
    );
  };
  start();
  return () => {
    stopped = true;
    unsubscribe();
  };
}

function firstField(data: unknown): Record<string, unknown> | undefined {
  if (data === null || typeof data !== 'object') return undefined;
  const first = Object.values(data)[0];
  return first === null || typeof first !== 'object' ? undefined : (first as Record<string, unknown>);
}
