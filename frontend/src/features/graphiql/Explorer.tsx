import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createClient } from 'graphql-ws';
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import { useEffect, useMemo, useState } from 'react';
import { Provider } from 'urql';
import { plainClient } from '../../lib/client';
import { dashboardHeaders } from '../../lib/http';
import { AsWhom, type Sandbox } from './AsWhom';
import classes from './Explorer.module.css';
import { examples } from './examples';

/** GraphiQL on this installation's API, as whoever is signed in or by a sandbox token; it opens with what the page about the API shows. */
export function Explorer() {
  const client = useMemo(plainClient, []);
  const [sandbox, setSandbox] = useState<Sandbox | null>(null);
  const { fetcher, leave } = useMemo(() => asking(sandbox), [sandbox]);
  useEffect(() => leave, [leave]);
  const tabs = useMemo(() => examples().map((query) => ({ query })), []);
  return (
    <main className={classes.whole}>
      <Provider value={client}>
        <AsWhom sandbox={sandbox} onSandbox={setSandbox} />
      </Provider>
      <div className={classes.rest}>
        <GraphiQL fetcher={fetcher} defaultTabs={tabs} />
      </div>
    </main>
  );
}

/** How GraphiQL asks: a token goes before the cookie, over a socket as over HTTP. */
function asking(sandbox: Sandbox | null) {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const token: Record<string, string> = sandbox ? { authorization: `Bearer ${sandbox.secret}` } : {};
  const wsClient = createClient({ url: `${scheme}://${location.host}/graphql`, connectionParams: token });
  const fetcher = createGraphiQLFetcher({
    url: '/graphql',
    fetch: (input, init) => fetch(input, { ...init, headers: { ...init?.headers, ...dashboardHeaders(), ...token } }),
    wsClient,
  });
  return { fetcher, leave: () => void wsClient.dispose() };
}
