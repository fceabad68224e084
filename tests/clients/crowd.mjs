// Many clients of graphql-ws in one process: each comes back at the next of URLS, behind its own last cursor, whatever ended it.
// Says [who, ids] for each page, [who] for each connection, and what a feed ended with.
import { createClient } from "graphql-ws";
import { say } from "./heard.mjs";

const urls = JSON.parse(process.env.URLS);

for (const [who, { token, ...asked }] of JSON.parse(process.env.FEEDS).entries()) {
  let turn = who;
  const client = createClient({
    url: () => urls[turn++ % urls.length],
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: 600,
    retryWait: () => new Promise((done) => setTimeout(done, 50 + Math.random() * 100)),
    shouldRetry: () => true, // a server that is not there is no close event to it
    on: { connected: () => say([who]) },
  });
  client.subscribe(asked, {
    next(told) {
      const page = told.data?.journal;
      if (!page?.cursor) return say({ who, ended: told });
      asked.variables.after = page.cursor;
      say([who, page.entries.map((entry) => entry.id)]);
    },
    error: (error) => say({ who, ended: String(error?.message ?? JSON.stringify(error)) }),
    complete: () => say({ who, ended: "complete" }),
  });
}
