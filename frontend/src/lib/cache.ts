import { cacheExchange, type KeyGenerator, type KeyingConfig } from '@urql/exchange-graphcache';
import type { JournalSubscription, PortingRequestCreateMutation } from '../gql';

const byId: KeyGenerator = (data) => (typeof data.id === 'string' ? data.id : null);

/** There is one for whoever looks: what its feed brings is what a query read. */
const theOnlyOne: KeyGenerator = () => 'the only one';

/** One rule for every type of the schema: what has an id is a thing of its own, everything else is part of what holds it. */
const everyType: KeyingConfig = new Proxy({}, { get: (_, type) => (type === 'Dashboard' ? theOnlyOne : byId) });

type Answer = PortingRequestCreateMutation['portingRequestCreate'] | JournalSubscription['journal'];
type Done = 'PortingRequest' | 'PortingRequestDiscarded' | 'PortingRequestNumbersMoved' | 'JournalPage';
type ProblemType = Exclude<Answer['__typename'], Done>;

/** The members of the interface `Problem`: without them the cache would have to guess which fragments fit an answer. */
const PROBLEMS: Record<ProblemType, true> = {
  ActionUnavailable: true,
  Blocked: true,
  CursorExpired: true,
  InvalidInput: true,
  NotFound: true,
  NotPermitted: true,
  StaleVersion: true,
  TooManyRequests: true,
};

/** The normalized cache: a row that a feed or a command brings changes everywhere it is shown. */
export function makeCache() {
  return cacheExchange({ keys: everyType, possibleTypes: { Problem: Object.keys(PROBLEMS) } });
}
