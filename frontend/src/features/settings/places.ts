import type { Permission } from '../../gql/permissions';
import type { MessageKey } from '../../i18n';
import type { SessionUser } from '../../lib/session';

interface Place {
  to: string;
  label: MessageKey;
  whose: readonly SessionUser['role'][];
  /** Where it is not for everybody of these: what one has to be permitted. */
  needs?: Permission;
}

/** The pages of the settings, in the order of their tabs, and whose they are. */
export const SETTINGS = [
  { to: '/settings/account', label: 'settings.account', whose: ['CUSTOMER'] },
  { to: '/settings/profile', label: 'settings.profile', whose: ['CUSTOMER', 'STAFF'] },
  { to: '/settings/notifications', label: 'settings.notifications', whose: ['CUSTOMER', 'STAFF'] },
  { to: '/settings/security', label: 'settings.security', whose: ['CUSTOMER', 'STAFF'] },
  { to: '/settings/team', label: 'settings.team', whose: ['CUSTOMER'], needs: 'USER_LIST' },
  { to: '/settings/tokens', label: 'settings.tokens', whose: ['CUSTOMER', 'STAFF'], needs: 'API_TOKEN_READ' },
  { to: '/settings/webhooks', label: 'webhooks.title', whose: ['CUSTOMER', 'STAFF'] },
  { to: '/settings/business-days', label: 'businessDay.title', whose: ['STAFF'] },
  { to: '/settings/retention', label: 'retention.title', whose: ['STAFF'] },
  { to: '/settings/operator', label: 'operator.title', whose: ['STAFF'] },
  { to: '/settings/mail', label: 'settings.mail', whose: ['STAFF'] },
  { to: '/settings/setup', label: 'setup.title', whose: ['STAFF'] },
] as const satisfies readonly Place[];

export type SettingsPlace = (typeof SETTINGS)[number];

/** What this person can set. */
export function settingsOf({ role, may }: Pick<SessionUser, 'role' | 'may'>): SettingsPlace[] {
  return SETTINGS.filter((place: Place) => place.whose.includes(role) && (!place.needs || may.includes(place.needs)));
}
