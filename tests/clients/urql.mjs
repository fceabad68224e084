// urql with its default options, which ask by GET while the address is short enough; with SSE it subscribes over HTTP.
import { Client, fetchExchange } from "@urql/core";
import { subscribe } from "wonka";
import { authorization, query, say, url, variables } from "./heard.mjs";

let methods = [];
const client = new Client({
  url,
  exchanges: [fetchExchange],
  fetchSubscriptions: process.env.SSE === "true",
  fetchOptions: { headers: { authorization } },
  fetch: (input, init) => {
    methods.push(init?.method ?? "GET");
    return fetch(input, init);
  },
});
const kind = query.trim().split(/\W/)[0];
const source = kind === "mutation" ? client.mutation(query, variables) : kind === "subscription" ? client.subscription(query, variables) : client.query(query, variables);

subscribe(({ data, error, hasNext }) => {
  say({ methods, told: { data, error: error?.message } });
  if (kind !== "subscription" || hasNext === false) process.exit(0);
})(source);
