import type { PortingRequestFilter, PortingRequestStatus } from '../../gql';
import type { MessageKey } from '../../i18n';

export type Tab = 'all' | 'action' | 'progress' | 'drafts' | 'completed' | 'ended';

/** Which tab holds a status; a new status has to be put somewhere or this does not compile. */
const TAB_OF: Record<PortingRequestStatus, Exclude<Tab, 'all' | 'action'>> = {
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
  progress: 'requests.tab.progress',
  drafts: 'requests.tab.drafts',
  completed: 'requests.tab.completed',
  ended: 'requests.tab.ended',
};

export function tabOf(text: string | undefined): Tab {
  return text !== undefined && text in TABS ? (text as Tab) : 'all';
}

/** What a tab shows. Action required means required of the one who looks: customers see theirs, staff see theirs. */
export function tabFilter(tab: Tab, viewer: 'CUSTOMER' | 'STAFF'): PortingRequestFilter {
  if (tab === 'all') return {};
  if (tab === 'action') return { waitingOn: [viewer] };
  const names = Object.keys(TAB_OF) as PortingRequestStatus[];
  return { statuses: names.filter((status) => TAB_OF[status] === tab) };
}
