import { Client, fetchExchange, gql, subscriptionExchange } from '@urql/core';
import { expect, it } from 'vitest';
import { makeCache } from './cache';

const FIGURES = gql`
  query {
    dashboard {
      asOf
      review: portingNumbers(statuses: [PENDING])
      start: portingNumbers(statuses: [PORTABLE])
    }
  }
`;
const CHANGED = gql`
  subscription {
    dashboardChanged {
      __typename
      ... on DashboardPage {
        cursor
        dashboard {
          asOf
          review: portingNumbers(statuses: [PENDING])
        }
      }
    }
  }
`;
const dashboard = (asOf: string, review: number) => ({ __typename: 'Dashboard', asOf, review });

/** A server that answers three numbers to review, and tells of two. */
const answering = async () => new Response(JSON.stringify({ data: { dashboard: { ...dashboard('1', 3), start: 7 } } }));
const telling = subscriptionExchange({
  forwardSubscription: () => ({
    subscribe(sink) {
      const page = { __typename: 'DashboardPage', cursor: '2', dashboard: dashboard('2', 2) };
      sink.next({ data: { dashboardChanged: page } });
      return { unsubscribe: () => undefined };
    },
  }),
});

it('the figures that a feed brings are those that a query has read', async () => {
  const exchanges = [makeCache(), telling, fetchExchange];
  const client = new Client({
    url: 'http://portico.test/graphql',
    exchanges,
    preferGetMethod: false,
    fetch: answering,
  });
  const first = await client.query(FIGURES, {}).toPromise();
  expect(first.data.dashboard).toMatchObject({ review: 3, start: 7 });
  await new Promise<void>((told) => client.subscription(CHANGED, {}).subscribe(() => told()));
  expect(client.readQuery(FIGURES, {})?.data.dashboard).toMatchObject({ asOf: '2', review: 2, start: 7 });
});
