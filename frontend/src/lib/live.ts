import { type Client, createClient, type ExecutionResult } from 'graphql-ws';
import { backoffMs, restartMs, waitOrOnline } from './backoff';
import { restMs } from './rationed';

/**
 * How what is on the screen stands, for the badge: `behind` while a feed has been let go and is not yet back, `ended` when one was
 * refused for good or nobody is signed in any more, `slowed` while somebody has asked for so much that some of it waits.
 */
export type ConnectionState = 'connecting' | 'live' | 'slowed' | 'behind' | 'ended' | 'offline';

interface Feed {
  query: string;
  variables: Record<string, unknown>;
}

interface FeedSink {
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
  /** Says that something was missed: everybody who listens to gaps reads anew. */
  missed(): void;
  /** Waits so long before what was refused for now is asked again, and says so meanwhile. */
  rest(ms: number): Promise<void>;
  close(): void;
}

const KEEP_ALIVE_MS = 10_000;
const PONG_WITHIN_MS = 5_000;
const SOCKET_FROZE = 4408;
/** Close codes of a server that does not know us (any more). */
const NOT_SIGNED_IN = new Set([4401, 4403]);
/** One person has so many connections that there is no room for another. */
const TOO_MANY_CONNECTIONS = 4430;
/** Errors that pass: the feed goes on from its cursor. Any other would come again. */
const PASSING = new Set(['SLOW_LISTENER', 'INTERNAL', 'RATE_LIMITED', 'TOO_MANY_OPERATIONS']);
/** Of these the ones that say that too much was asked. */
const SLOWING = new Set(['RATE_LIMITED', 'TOO_MANY_OPERATIONS']);

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
  const gapListeners = new Set<() => void>();
  const standing = createStanding();
  const missed = () => {
    for (const listener of gapListeners) listener();
  };
  const socket = openSocket(url, webSocketImpl, wait, standing);
  return {
    follow: (feed, sink) => follow(socket, feed, sink, standing, missed, wait),
    state: standing.state,
    onState: standing.onState,
    onGap: (listener) => register(gapListeners, listener),
    missed,
    rest: (ms) => rest(standing, ms),
    // A connection in the making that fails meanwhile is no trouble of anybody's.
    close: () => void Promise.resolve(socket.dispose()).catch(() => {}),
  };
}

type Road = 'connecting' | 'live' | 'slowed' | 'ended' | 'offline';
type FeedState = 'live' | 'slowed' | 'behind' | 'ended';
/** What is said where feeds stand differently: the first of these that one of them is. */
const WORST_FIRST: FeedState[] = ['slowed', 'behind', 'ended', 'live'];

/** The state of the socket and of every feed on it, and the one word they make together. */
function createStanding() {
  const listeners = new Set<() => void>();
  const feeds = new Map<object, FeedState>();
  let road: Road = 'connecting';
  let said: ConnectionState = road;
  const tell = () => {
    const states = new Set(feeds.values());
    const worst = WORST_FIRST.find((state) => states.has(state)) ?? 'live';
    const next = road === 'live' ? worst : road;
    if (next === said) return;
    said = next;
    for (const listener of listeners) listener();
  };
  return {
    state: () => said,
    onState: (listener: () => void) => register(listeners, listener),
    /** A socket that is gone leaves every feed behind: each says by its first message that it is back. */
    become(next: Road) {
      if (next !== 'live') for (const [feed, state] of feeds) if (state === 'live') feeds.set(feed, 'behind');
      road = next;
      tell();
    },
    feed(feed: object, state: FeedState | 'gone') {
      if (state === 'gone') feeds.delete(feed);
      else feeds.set(feed, state);
      tell();
    },
  };
}

type Standing = ReturnType<typeof createStanding>;

async function rest(standing: Standing, ms: number): Promise<void> {
  const waiting = {};
  standing.feed(waiting, 'slowed');
  await new Promise((resolve) => setTimeout(resolve, ms));
  standing.feed(waiting, 'gone');
}

function roadAfter(code: number): Road {
  if (NOT_SIGNED_IN.has(code)) return 'ended';
  return code === TOO_MANY_CONNECTIONS ? 'slowed' : 'offline';
}

function register(listeners: Set<() => void>, listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function openSocket(
  url: string,
  webSocketImpl: unknown,
  wait: (retry: number) => Promise<void>,
  { become }: Standing,
): Client {
  let active: WebSocket | undefined;
  let pongLate: ReturnType<typeof setTimeout> | undefined;
  let restart: number | undefined;
  return createClient({
    url,
    webSocketImpl,
    // Connected for as long as the page is: the badge tells the truth on screens without a feed, too.
    lazy: false,
    onNonLazyError: () => become('offline'),
    // The default retries close events only; a refused connection is an error event and would end every feed for good.
    shouldRetry: () => true,
    retryAttempts: Number.POSITIVE_INFINITY,
    // A server that stops has spread its listeners over some time: what it says goes before what we would do.
    retryWait: (retry) => {
      const told = restart;
      restart = undefined;
      return told === undefined ? wait(retry) : waitOrOnline(told);
    },
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
      closed: (event) => {
        clearTimeout(pongLate);
        const { code, reason } = event as CloseEvent;
        restart = restartMs(code, reason);
        become(roadAfter(code));
      },
    },
  });
}

function follow(
  socket: Client,
  feed: Feed,
  sink: FeedSink,
  standing: Standing,
  missed: () => void,
  wait: (retry: number) => Promise<void>,
): () => void {
  // graphql-ws sends this very object again after each reconnect, so the cursor written into it is where the feed resumes.
  const variables = { ...feed.variables };
  const self = {};
  let failures = 0;
  let over: 'expired' | 'lost' | undefined;
  let release = () => {};
  let current: object | undefined;
  const end = () => {
    current = undefined;
    standing.feed(self, 'ended');
    sink.end();
  };
  const resume = (problem?: unknown) => {
    const waiting = {};
    current = waiting;
    release();
    standing.feed(self, slows(problem) ? 'slowed' : 'behind');
    const rested = new Promise((resolve) => setTimeout(resolve, restMs(problem) ?? 0));
    void Promise.all([wait(failures++), rested]).then(() => current === waiting && start());
  };
  const start = () => {
    const mine = {};
    current = mine;
    over = undefined;
    // What comes of a subscription that was given up is no longer ours, its `complete` among it.
    const ours = (act: () => void) => {
      if (current === mine) act();
    };
    release = socket.subscribe(
      { query: feed.query, variables },
      {
        next: (result) => ours(() => take(result as ExecutionResult<Record<string, unknown>>)),
        // GraphQL errors come as a list; anything else is the road, which is tried again.
        error: (problem) => ours(() => (Array.isArray(problem) && !passes(problem) ? end() : resume(problem))),
        complete: () => ours(() => (over === 'expired' ? start() : over === 'lost' ? resume() : end())),
      },
    );
  };
  const take = (result: ExecutionResult<Record<string, unknown>>) => {
    if (passes(result.errors)) {
      // A page with a hole in it is not shown: it comes again, whole, from the cursor before it. Without one `complete` follows.
      over = 'lost';
      standing.feed(self, 'behind');
      if (result.data) resume();
      return;
    }
    over = undefined;
    const page = firstField(result.data);
    if (page?.__typename === 'CursorExpired') {
      over = 'expired';
      variables.after = null;
      missed();
    } else if (typeof page?.cursor === 'string') {
      failures = 0;
      variables.after = page.cursor;
      standing.feed(self, 'live');
    }
    sink.next(result);
  };
  standing.feed(self, 'live');
  start();
  return () => {
    current = undefined;
    release();
    standing.feed(self, 'gone');
  };
}

function passes(errors: unknown): boolean {
  if (!Array.isArray(errors) || errors.length === 0) return false;
  return errors.every((error) => PASSING.has(String(error?.extensions?.code)));
}

function slows(errors: unknown): boolean {
  return Array.isArray(errors) && errors.some((error) => SLOWING.has(String(error?.extensions?.code)));
}

function firstField(data: unknown): Record<string, unknown> | undefined {
  if (data === null || typeof data !== 'object') return undefined;
  const first = Object.values(data)[0];
  return first === null || typeof first !== 'object' ? undefined : (first as Record<string, unknown>);
}
