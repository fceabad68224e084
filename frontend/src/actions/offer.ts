import { dialogOf, inOrder } from './dialogs';
import type { Available, Kind, Subject, Verbs } from './subjects';

export interface BarAction<K extends Kind> {
  verb: Verbs[K];
  /** Those of the selection that can take it now. */
  subjects: Subject[];
  /** What stands in the way of the others, each sentence once. */
  blockers: { code: string; message: string }[];
  main: boolean;
  danger: boolean;
}

type Offering<K extends Kind> = Subject & { availableActions: readonly Available<Verbs[K]>[] };

/** The actions that at least one of the subjects offers; what can be done now first, each kind in its own order. */
export function barActions<K extends Kind>(kind: K, subjects: readonly Offering<K>[]): BarAction<K>[] {
  const found: BarAction<K>[] = [];
  for (const verb of inOrder(kind)) {
    const offers = subjects.flatMap((subject) => {
      const offer = subject.availableActions.find((available) => available.action === verb);
      return offer ? [{ subject, offer }] : [];
    });
    if (offers.length === 0) continue;
    const { main = false, danger = false, mends = [] } = dialogOf(kind, verb);
    const standing = (offer: Available<Verbs[K]>) => offer.blockers.filter((blocker) => !mends.includes(blocker.code));
    const blockers = new Map(offers.flatMap(({ offer }) => standing(offer).map((blocker) => [blocker.code, blocker])));
    found.push({
      verb,
      subjects: offers.filter(({ offer }) => standing(offer).length === 0).map(({ subject }) => plain(subject)),
      blockers: [...blockers.values()],
      main,
      danger,
    });
  }
  return found.sort((a, b) => rank(a) - rank(b));
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
