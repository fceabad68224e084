import type { PortOutRequestFilter, PortOutRequestStatus } from '../../gql';
import type { MessageKey } from '../../i18n';

export type Tab = 'open' | 'decide' | 'release' | 'leaving' | 'released' | 'ended' | 'all';

/** Which tab holds a status; a new status has to be put somewhere or this does not compile. */
const TAB_OF: Record<PortOutRequestStatus, 'open' | 'released' | 'ended'> = {
  ACTION_REQUIRED: 'open',
  APPROVED: 'open',
  PORTED_OUT: 'released',
  REJECTED: 'ended',
  EXPIRED: 'ended',
  WITHDRAWN: 'ended',
};
/** What of the open ones waits for whom: for its owner, for the release by staff, for its day. */
const QUEUES: Partial<Record<Tab, PortOutRequestFilter>> = {
  decide: { statuses: ['ACTION_REQUIRED'] },
  release: { statuses: ['APPROVED'], waitingOn: ['STAFF'] },
  leaving: { statuses: ['APPROVED'], waitingOn: ['CARRIER'] },
};

const TABS: Record<Tab, MessageKey> = {
  open: 'portOut.tab.open',
  decide: 'portOut.tab.decide',
  release: 'portOut.tab.release',
  leaving: 'portOut.tab.leaving',
  released: 'portOut.tab.released',
  ended: 'portOut.tab.ended',
  all: 'requests.tab.all',
};
const FOR_STAFF: ReadonlySet<Tab> = new Set<Tab>(['release', 'leaving', 'decide']);

/** The tabs of a list in their order; the queues are the staff's. */
export function portOutTabs(staff: boolean): readonly (readonly [Tab, MessageKey])[] {
  return (Object.entries(TABS) as [Tab, MessageKey][]).filter(([tab]) => staff || !FOR_STAFF.has(tab));
}

export function portOutTabOf(text: string | undefined): Tab {
  return text !== undefined && text in TABS ? (text as Tab) : 'open';
}

/** What is still to be done comes by its deadline, what is done by when it changed. */
export function isUnderWay(tab: Tab): boolean {
  return tab === 'open' || tab in QUEUES;
}

export function portOutsOf(tab: Tab): PortOutRequestFilter {
  if (tab === 'all') return {};
  const names = Object.keys(TAB_OF) as PortOutRequestStatus[];
  return QUEUES[tab] ?? { statuses: names.filter((status) => TAB_OF[status] === tab) };
}
