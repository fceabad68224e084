import type { PortOutRequestFilter, PortOutRequestStatus } from '../../gql';
import type { MessageKey } from '../../i18n';

export type Tab = 'open' | 'released' | 'ended' | 'all';

/** Which tab holds a status; a new status has to be put somewhere or this does not compile. */
const TAB_OF: Record<PortOutRequestStatus, Exclude<Tab, 'all'>> = {
  ACTION_REQUIRED: 'open',
  APPROVED: 'open',
  PORTED_OUT: 'released',
  REJECTED: 'ended',
  EXPIRED: 'ended',
  WITHDRAWN: 'ended',
};

export const TABS: Record<Tab, MessageKey> = {
  open: 'portOut.tab.open',
  released: 'portOut.tab.released',
  ended: 'portOut.tab.ended',
  all: 'requests.tab.all',
};

export function portOutTabOf(text: string | undefined): Tab {
  return text !== undefined && text in TABS ? (text as Tab) : 'open';
}

export function portOutsOf(tab: Tab): PortOutRequestFilter {
  if (tab === 'all') return {};
  const names = Object.keys(TAB_OF) as PortOutRequestStatus[];
  return { statuses: names.filter((status) => TAB_OF[status] === tab) };
}
