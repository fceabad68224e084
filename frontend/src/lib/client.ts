import {
  Client,
  fetchExchange,
  formatDocument,
  makeOperation,
  mapExchange,
  type Operation,
  type OperationResult,
  subscriptionExchange,
} from 'urql';
import { backoffMs, waitOrOnline } from './backoff';
import { makeCache } from './cache';
import { answered, askedAgain, isCommitted, keyed } from './committed';
import { failureOf } from './errors';
import { dashboardHeaders } from './http';
import { createLive, type Live } from './live';
import { byId, orByText } from './persisted';
import { inTime } from './rationed';
import { lookAgain, sessionEnded } from './session';

export interface Data {
  client: Client;
  live: Live;
}

/** One GraphQL client for one signed-in person: reads and commands by fetch, feeds by one socket on the same origin. */
export function makeData(): Data {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const live = createLive({ url: `${scheme}://${location.host}/graphql` });
  live.onState(() => {
    if (live.state() === 'ended') void lookAgain();
  });
  const client = new Client({
    ...SERVER,
    requestPolicy: 'cache-and-network',
    exchanges: [
      makeCache(),
      mapExchange({
        onOperation: keyed,
        onResult: (result) => (isCommitted(result.error) ? learn(result, live) : answered(result)),
        onError: (error) => {
          if (failureOf(error).kind === 'signedOut') sessionEnded();
          if (error.graphQLErrors.some(({ extensions }) => extensions?.code === 'SECOND_FACTOR_REQUIRED'))
            void lookAgain();
        },
      }),
      mapExchange({
        onOperation: byId,
        onResult: async (result) => inTime(await orByText(result, asText), asText, live.rest),
      }),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: (operation) => ({ subscribe: (sink) => forward(live, operation, sink) }),
      }),
    ],
  });
  return { client, live };
}

const SERVER = {
  url: '/graphql',
  preferGetMethod: false,
  fetchOptions: (): RequestInit => ({ credentials: 'same-origin', headers: dashboardHeaders() }),
} as const;

/** A client without cache and socket: for a page before everything else, and for asking once more what the cache waits for. */
export function plainClient(): Client {
  return new Client({ ...SERVER, exchanges: [mapExchange({ onOperation: withTypeNames }), fetchExchange] });
}

/** The document as the cache asks it. */
function withTypeNames(operation: Operation): Operation {
  return operation.kind === 'teardown'
    ? operation
    : makeOperation(operation.kind, { ...operation, query: formatDocument(operation.query) });
}

/** The same operation, by the text of its document. */
function asText({ kind, query, variables }: Operation): Promise<OperationResult> {
  const plain = plainClient();
  return (kind === 'mutation' ? plain.mutation(query, variables) : plain.query(query, variables)).toPromise();
}

async function learn(result: OperationResult, live: Live): Promise<OperationResult> {
  const known = await askedAgain(result, asText, (retry) => waitOrOnline(backoffMs(retry)), live.missed);
  answered(known);
  return known;
}

type Forward = Parameters<typeof subscriptionExchange>[0]['forwardSubscription'];
type Sink = Parameters<ReturnType<Forward>['subscribe']>[0];

function forward(live: Live, operation: Parameters<Forward>[0], sink: Sink): { unsubscribe: () => void } {
  const feed = { query: operation.query ?? '', variables: operation.variables as Record<string, unknown> };
  const unsubscribe = live.follow(feed, {
    next: (result) => sink.next(result as Parameters<Sink['next']>[0]),
    end: () => sink.complete(),
  });
  return { unsubscribe };
}
