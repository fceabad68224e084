// @apollo/client: over HTTP by POST, with GET by GET, a subscription by Apollo's multipart; with WS all of it over a socket.
import { ApolloClient, gql, HttpLink, InMemoryCache } from "@apollo/client";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { createClient } from "graphql-ws";
import { authorization, failure, query, say, url, variables } from "./heard.mjs";

const link = process.env.WS
  ? new GraphQLWsLink(createClient({ url: url.replace(/^http/, "ws"), connectionParams: { authorization } }))
  : new HttpLink({ uri: url, headers: { authorization }, useGETForQueries: process.env.GET === "true" });
const client = new ApolloClient({ link, cache: new InMemoryCache(), defaultOptions: { query: { errorPolicy: "all" } } });
const document = gql(query);
const kind = document.definitions[0].operation;

if (kind === "subscription") {
  client.subscribe({ query: document, variables }).subscribe({
    next: (told) => say({ told: { data: told.data, error: told.error?.message } }),
    error: (error) => end(failure(error)),
    complete: () => end({ complete: true }),
  });
} else {
  const asked = kind === "query" ? client.query({ query: document, variables }) : client.mutate({ mutation: document, variables });
  await asked.then(({ data, error }) => end({ told: { data, error: error?.message } }), (error) => end(failure(error)));
}

function end(heard) {
  say(heard);
  process.exit(0);
}
