// graphql-ws, with the WebSocket that Node has. It goes on behind the last cursor when it has to come back.
import { createClient } from "graphql-ws";
import { authorization, failure, query, say, url, variables } from "./heard.mjs";

const client = createClient({
  url: url.replace(/^http/, "ws"),
  connectionParams: { authorization },
  retryAttempts: 20,
  retryWait: () => new Promise((done) => setTimeout(done, 100)),
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
