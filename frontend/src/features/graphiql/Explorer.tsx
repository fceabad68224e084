import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createClient } from 'graphql-ws';
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import { useMemo } from 'react';
import { dashboardHeaders } from '../../lib/http';
import classes from './Explorer.module.css';
import { examples } from './examples';

/** GraphiQL on this installation's API, as whoever is signed in; it opens with what the page about the API shows. */
export function Explorer() {
  const fetcher = useMemo(() => {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    return createGraphiQLFetcher({
      url: '/graphql',
      fetch: (input, init) => fetch(input, { ...init, headers: { ...init?.headers, ...dashboardHeaders() } }),
      wsClient: createClient({ url: `${scheme}://${location.host}/graphql` }),
    });
  }, []);
  const tabs = useMemo(() => examples().map((query) => ({ query })), []);
  return (
    <main className={classes.whole}>
      <GraphiQL fetcher={fetcher} defaultTabs={tabs} />
    </main>
  );
}
