import type { PortingRequestFilter, PortingRequestStatus } from '../../gql';
import type { MessageKey } from '../../i18n';

export type Tab = 'all' | 'action' | 'carriers' | 'progress' | 'drafts' | 'completed' | 'ended';

/** Which tab holds a status; a new status has to be put somewhere or this does not compile. */
const TAB_OF: Record<PortingRequestStatus, Exclude<Tab, 'all' | 'action' | 'carriers'>> = {
  DRAFT: 'drafts',
  REQUESTED: 'progress',
  IN_PROGRESS: 'progress',
  DELAYED: 'progress',
  READY_TO_BE_PORTED: 'progress',
  COMPLETED: 'completed',
  BLOCKED: 'ended',
  CANCELED: 'ended',
  REJECTED: 'ended',
};

export const TABS: Record<Tab, MessageKey> = {
  all: 'requests.tab.all',
  action: 'requests.tab.action',
  carriers: 'requests.tab.carriers',
  progress: 'requests.tab.progress',
  drafts: 'requests.tab.drafts',
  completed: 'requests.tab.completed',
  ended: 'requests.tab.ended',
};

/** The desk's own queue of carriers to match is no tab of a customer. */
export function tabsOf(staff: boolean): Tab[] {
  return (Object.keys(TABS) as Tab[]).filter((tab) => staff || tab !== 'carriers');
}

export function tabOf(text: string | undefined): Tab {
  return text !== undefined && text in TABS ? (text as Tab) : 'all';
}

/** What a tab shows. Action required means required of the one who looks: customers see theirs, staff see theirs. */
export function tabFilter(tab: Tab, viewer: 'CUSTOMER' | 'STAFF'): PortingRequestFilter {
  if (tab === 'all') return {};
  if (tab === 'action') return { waitingOn: [viewer] };
  if (tab === 'carriers') return { losingCarrierUnknown: true };
  const names = Object.keys(TAB_OF) as PortingRequestStatus[];
  return { statuses: names.filter((status) => TAB_OF[status] === tab) };
}
