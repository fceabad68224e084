import { Text } from '@mantine/core';
import { useLocation } from '@tanstack/react-router';
import { useI18n } from '../../i18n';
import type { FirstMessageKey } from '../../i18n/messages';
import type { SessionUser } from '../../lib/session';
import { zoneName } from '../../lib/time';
import { Icon, type IconName } from '../../ui/Icon';
import { LinkNav } from '../../ui/links';
import classes from './Shell.module.css';

/** The screens that the navigation and the palette lead to. */
export const PLACES = [
  { to: '/', label: 'nav.home', icon: 'home' },
  { to: '/porting-requests', label: 'nav.requests', icon: 'inbox' },
  { to: '/porting-numbers', label: 'nav.numbers', icon: 'numbers' },
  { to: '/port-out-requests', label: 'nav.portOuts', icon: 'arrowOut' },
  { to: '/snapbacks', label: 'nav.snapbacks', icon: 'arrowOut' },
  { to: '/internal-moves', label: 'nav.internalMoves', icon: 'accounts' },
  { to: '/calendar', label: 'nav.calendar', icon: 'calendar' },
  { to: '/inventory', label: 'nav.inventory', icon: 'phone' },
  { to: '/profiles', label: 'nav.profiles', icon: 'building' },
  { to: '/charges', label: 'nav.charges', icon: 'rows' },
  { to: '/requirements', label: 'nav.requirements', icon: 'book' },
  { to: '/sent-mail', label: 'nav.mail', icon: 'mail' },
  { to: '/carriers', label: 'nav.carriers', icon: 'building', whose: 'STAFF' },
  { to: '/fees', label: 'nav.fees', icon: 'arrowOut', whose: 'STAFF' },
  { to: '/reasons', label: 'nav.reasons', icon: 'book', whose: 'STAFF' },
  { to: '/accounts', label: 'nav.accounts', icon: 'accounts', whose: 'STAFF' },
  { to: '/users', label: 'nav.users', icon: 'user', whose: 'STAFF' },
  { to: '/settings', label: 'nav.settings', icon: 'sliders' },
] as const satisfies readonly { to: string; label: FirstMessageKey; icon: IconName; whose?: SessionUser['role'] }[];

/** The screens for whoever has this role. */
export function placesOf(role: SessionUser['role']) {
  return PLACES.filter((place) => !('whose' in place) || place.whose === role);
}

export function Nav({ user }: { user: SessionUser }) {
  const { t, words, formatLocale } = useI18n();
  const path = useLocation({ select: (location) => location.pathname });
  return (
    <>
      <div className={classes.nav}>
        {placesOf(user.role).map((place) => (
          <PlaceLink
            key={place.to}
            place={place}
            active={place.to === '/' ? path === '/' : path.startsWith(place.to)}
          />
        ))}
      </div>
      <div className={classes.foot}>
        <Text size="sm" fw={500} truncate>
          {user.accountName ?? words.role[user.role]}
        </Text>
        <Text size="xs" c="dimmed">
          {t('app.times', { zone: `${user.timeZone.replaceAll('_', ' ')} (${zoneName(user.timeZone, formatLocale)})` })}
        </Text>
      </div>
    </>
  );
}

function PlaceLink({ place, active }: { place: ReturnType<typeof placesOf>[number]; active: boolean }) {
  const { t } = useI18n();
  return (
    <LinkNav
      to={place.to}
      label={t(place.label)}
      leftSection={<Icon name={place.icon} size={18} />}
      active={active}
      aria-current={active ? 'page' : undefined}
      className={classes.link}
      variant="subtle"
    />
  );
}
