import type { MessageKey } from '../../i18n';
import type { SessionUser } from '../../lib/session';

/** The pages of the settings, in the order of their tabs, and whose they are. */
export const SETTINGS = [
  { to: '/settings/webhooks', label: 'webhooks.title', whose: ['CUSTOMER', 'STAFF'] },
  { to: '/settings/mail', label: 'settings.mail', whose: ['STAFF'] },
] as const satisfies readonly { to: string; label: MessageKey; whose: readonly SessionUser['role'][] }[];

export type SettingsPlace = (typeof SETTINGS)[number];

/** What somebody of this role can set. */
export function settingsOf(role: SessionUser['role']): SettingsPlace[] {
  return SETTINGS.filter((place) => (place.whose as readonly string[]).includes(role));
}
