// graphql-ws, with the WebSocket that Node has. It goes on behind the last cursor when it has to come back.
import { createClient } from "graphql-ws";
import { authorization, failure, query, say, url, variables } from "./heard.mjs";

let restart = null;
const client = createClient({
  url: url.replace(/^http/, "ws"),
  connectionParams: { authorization },
  retryAttempts: 20,
  retryWait: () => new Promise((done) => setTimeout(done, restart ?? 100)),
  on: {
    // A server that stops says when to come back, to each another time.
    closed: ({ code, reason }) => {
      restart = code === 1012 ? (/come back in (\d+) ms$/.exec(reason)?.[1] ?? null) : null;
    },
  },
  shouldRetry: () => true, // a server that is not there is no close event to it
});
const asked = { query, variables };

client.subscribe(asked, {
  next(told) {
    const cursor = Object.values(told.data ?? {})[0]?.cursor;
    if (cursor) asked.variables.after = cursor;
    say({ told });
  },
  error: (error) => end(failure(error)),
  complete: () => end({ complete: true }),
});

function end(heard) {
  say(heard);
  process.exit(0);
}
