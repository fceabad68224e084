import { cacheExchange, type KeyGenerator } from '@urql/exchange-graphcache';

const partOfItsParent: KeyGenerator = () => null;

/** Types without an id of their own: they live inside what holds them. */
const PARTS = [
  'Actor',
  'Blocker',
  'CursorExpired',
  'InputFailure',
  'JournalConnection',
  'JournalEdge',
  'JournalPage',
  'NotPermitted',
  'PageInfo',
  'PortingNumberConnection',
  'PortingNumberEdge',
  'PortingNumbersPage',
  'PortingRequestConnection',
  'PortingRequestEdge',
] as const;

/** The normalized cache: a row that a feed or a command brings changes everywhere it is shown. */
export function makeCache() {
  return cacheExchange({
    keys: Object.fromEntries(PARTS.map((type) => [type, partOfItsParent])),
  });
}
