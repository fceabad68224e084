// graphql-sse: distinct connections, or with SINGLE one that is reserved. It goes on behind the last cursor when it has to come back.
import { createClient } from "graphql-sse";
import { authorization, failure, query, say, url, variables } from "./heard.mjs";

const client = createClient({
  url,
  singleConnection: process.env.SINGLE === "true",
  headers: { authorization },
  retryAttempts: 20,
  retry: () => new Promise((done) => setTimeout(done, 100)),
});
const queries = process.env.QUERIES ? JSON.parse(process.env.QUERIES) : [query];
let open = queries.length;

for (const [place, each] of queries.entries()) {
  const asked = { query: each, variables };
  client.subscribe(asked, {
    next(told) {
      const cursor = Object.values(told.data ?? {})[0]?.cursor;
      if (cursor) asked.variables.after = cursor;
      say({ place, told });
    },
    error: (error) => end(place, failure(error)),
    complete: () => end(place, { complete: true }),
  });
}

function end(place, heard) {
  say({ place, ...heard });
  open -= 1;
  if (!open) process.exit(0);
}
