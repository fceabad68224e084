import type { NumberRowFragment, PortingNumberFilter, PortingNumberStatus } from '../../gql';
import { listOf } from '../../lib/search';
import { NUMBER_TONES } from '../../subjects/tones';

export interface NumbersSearch {
  status?: string;
  q?: string;
  waiting?: string;
  focFrom?: string;
  focTo?: string;
}

/** Numbers of drafts are not in the workspace until somebody asks for them: nothing is going on with them. */
const SUBMITTED = (Object.keys(NUMBER_TONES) as PortingNumberStatus[]).filter((status) => status !== 'DRAFT');
const WAITING = { CUSTOMER: 1, STAFF: 1, CARRIER: 1, NOBODY: 1 } as const;
type Waiting = keyof typeof WAITING;

export function statusesOf(search: NumbersSearch): PortingNumberStatus[] {
  return listOf(search.status, NUMBER_TONES);
}

export function waitingOf(search: NumbersSearch): Waiting[] {
  return listOf(search.waiting, WAITING).slice(0, 1);
}

/** The server's filter for what the address says; days are those of each losing carrier's clock. */
export function filterOf(search: NumbersSearch): PortingNumberFilter {
  const statuses = statusesOf(search);
  const waiting = waitingOf(search);
  return {
    statuses: statuses.length > 0 ? statuses : SUBMITTED,
    search: search.q ?? null,
    waitingOn: waiting.length > 0 ? waiting : null,
    focDateFrom: isDay(search.focFrom) ? search.focFrom : null,
    focDateTo: isDay(search.focTo) ? search.focTo : null,
  };
}

/** Whether a row that came in live would be in the list: told by what the row itself shows, a search only the server can judge. */
export function wouldShow(row: NumberRowFragment, filter: PortingNumberFilter): boolean {
  if (filter.search) return false;
  if (filter.statuses && !filter.statuses.includes(row.status)) return false;
  if (filter.waitingOn && !filter.waitingOn.includes(row.waitingOn)) return false;
  if (filter.focDateFrom && (!row.focDate || row.focDate < filter.focDateFrom)) return false;
  return !(filter.focDateTo && (!row.focDate || row.focDate > filter.focDateTo));
}

function isDay(text: string | undefined): text is string {
  return /^\d{4}-\d{2}-\d{2}$/.test(text ?? '');
}
