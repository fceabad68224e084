import { dialogOf, inOrder } from './dialogs';
import type { Available, Kind, Offered, Subject, Verbs } from './subjects';

export interface BarAction<K extends Kind> extends Offered<K> {
  /** Those of the selection that can take it now. */
  subjects: Subject[];
  /** What stands in the way of the others, each sentence once. */
  blockers: { code: string; message: string }[];
  main: boolean;
  danger: boolean;
}

type Offering<K extends Kind> = Subject & { availableActions: readonly Available<Verbs[K]>[] };

/**
 * The actions that at least one of the subjects offers; what can be done now first, each kind in its own order. A verb that
 * does one thing to some of them and another thing to others is one action for each.
 */
export function barActions<K extends Kind>(kind: K, subjects: readonly Offering<K>[]): BarAction<K>[] {
  const offers = subjects.flatMap((subject) => subject.availableActions.map((offer) => ({ subject, offer })));
  const alike = new Map<string, Offer<K>[]>();
  for (const each of offers) {
    const key = each.offer.variant ?? each.offer.action;
    alike.set(key, [...(alike.get(key) ?? []), each]);
  }
  const order = inOrder(kind);
  return [...alike.values()]
    .map((group) => barAction(kind, group))
    .sort((a, b) => rank(a) - rank(b) || order.indexOf(a.verb) - order.indexOf(b.verb));
}

interface Offer<K extends Kind> {
  subject: Subject;
  offer: Available<Verbs[K]>;
}

function barAction<K extends Kind>(kind: K, offers: Offer<K>[]): BarAction<K> {
  const [{ offer: first }] = offers as [Offer<K>];
  const { main = false, danger = false, mends = [] } = dialogOf(kind, first.action);
  const standing = (offer: Available<Verbs[K]>) => offer.blockers.filter((blocker) => !mends.includes(blocker.code));
  const blockers = new Map(offers.flatMap(({ offer }) => standing(offer).map((blocker) => [blocker.message, blocker])));
  return {
    kind,
    verb: first.action,
    variant: first.variant,
    label: first.label,
    subjects: offers.filter(({ offer }) => standing(offer).length === 0).map(({ subject }) => plain(subject)),
    blockers: [...blockers.values()],
    main,
    danger,
  };
}

/** What moves things on, then what else is possible, then what is blocked, and what ends things last; otherwise the table's order. */
function rank<K extends Kind>(action: BarAction<K>): number {
  const blocked = action.subjects.length === 0;
  if (action.danger && !action.main) return blocked ? 4 : 3;
  if (blocked) return 2;
  return action.main ? 0 : 1;
}

function plain({ id, version, name }: Subject): Subject {
  return { id, version, name };
}
