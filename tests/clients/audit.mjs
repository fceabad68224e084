// graphql-http's own audit of a server: what it finds, one line of JSON each.
import { serverAudits } from "graphql-http";
import { authorization, say, url } from "./heard.mjs";

const fetchFn = (input, init = {}) => fetch(input, { ...init, headers: { ...init.headers, authorization } });

for (const audit of serverAudits({ url, fetchFn })) {
  const { status, reason } = await audit.fn();
  say({ id: audit.id, name: audit.name, status, reason });
}
