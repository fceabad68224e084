import { Client, fetchExchange, mapExchange, subscriptionExchange } from 'urql';
import { makeCache } from './cache';
import { failureOf } from './errors';
import { dashboardHeaders } from './http';
import { createLive, type Live } from './live';
import { sessionEnded } from './session';

export interface Data {
  client: Client;
  live: Live;
}

/** One GraphQL client for one signed-in person: reads and commands by fetch, feeds by one socket on the same origin. */
export function makeData(): Data {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const live = createLive({ url: `${scheme}://${location.host}/graphql` });
  const client = new Client({
    url: '/graphql',
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    fetchOptions: () => ({ credentials: 'same-origin', headers: dashboardHeaders() }),
    exchanges: [
      makeCache(),
      mapExchange({
        onError: (error) => {
          if (failureOf(error).kind === 'signedOut') sessionEnded();
        },
      }),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: (operation) => ({ subscribe: (sink) => forward(live, operation, sink) }),
      }),
    ],
  });
  return { client, live };
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
