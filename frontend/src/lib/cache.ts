import { cacheExchange, type KeyGenerator, type KeyingConfig } from '@urql/exchange-graphcache';

const byId: KeyGenerator = (data) => (typeof data.id === 'string' ? data.id : null);

/** One rule for every type of the schema: what has an id is a thing of its own, everything else is part of what holds it. */
const everyType: KeyingConfig = new Proxy({}, { get: () => byId });

/** The normalized cache: a row that a feed or a command brings changes everywhere it is shown. */
export function makeCache() {
  return cacheExchange({ keys: everyType });
}
