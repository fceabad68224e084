import { AppShell, Burger, Group, Kbd, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { Outlet, useLocation, useRouter } from '@tanstack/react-router';
import { lazy, useEffect, useState } from 'react';
import { useI18n } from '../../i18n';
import { DataProvider, useConnection } from '../../lib/data';
import { useSessionEnd } from '../../lib/lasting';
import { onSession, type SessionUser, useUser } from '../../lib/session';
import { ZoneProvider } from '../../lib/zone';
import { Brand } from '../../ui/Brand';
import { ConnectionBadge } from '../../ui/ConnectionBadge';
import { Icon } from '../../ui/Icon';
import { useSingleKeys } from '../../ui/keys';
import { Notice } from '../../ui/Notice';
import { Optional } from '../../ui/Optional';
import { OfflineBanner } from '../../ui/states';
import { HoldBar } from './HoldBar';
import { Nav } from './Nav';
import { OwnRights } from './OwnRights';
import classes from './Shell.module.css';
import { UserMenu } from './UserMenu';

/** What opens over a screen comes when it is first asked for. */
const AppPalette = lazy(async () => ({ default: (await import('./AppPalette')).AppPalette }));
const KeyboardHelp = lazy(async () => ({ default: (await import('../../ui/KeyboardHelp')).KeyboardHelp }));

/** The frame around every screen of a signed-in person. */
export function Shell() {
  const user = useUser();
  const router = useRouter();
  // Signed out here or elsewhere: the guard is asked again, and it leads to the sign-in page.
  useEffect(() => onSession(() => void router.invalidate()), [router]);
  if (!user) return null;
  return (
    <DataProvider key={user.id}>
      <ZoneProvider timeZone={user.timeZone}>
        <Frame user={user} />
        <OwnRights />
      </ZoneProvider>
    </DataProvider>
  );
}

function Frame({ user }: { user: SessionUser }) {
  const { t } = useI18n();
  const connection = useConnection();
  const [navOpened, nav] = useDisclosure();
  const [helpOpened, help] = useDisclosure();
  const palette = usePalette();
  const path = useLocation({ select: (location) => location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes because the page changed
  useEffect(() => nav.close(), [path]);
  useSingleKeys({ '?': help.open, '/': () => focusSearch(palette.open) });
  return (
    <AppShell
      layout="alt"
      header={{ height: 48 }}
      navbar={{ width: 208, breakpoint: 'sm', collapsed: { mobile: !navOpened } }}
      classNames={{ main: classes.main, navbar: classes.navbar, header: classes.header }}
    >
      <a className="skip-link" href="#main">
        {t('app.skip')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" gap="sm" wrap="nowrap" justify="space-between">
          <Group gap="xs" wrap="nowrap" className={classes.left}>
            <Burger opened={navOpened} onClick={nav.toggle} hiddenFrom="sm" size="sm" aria-label={t('nav.label')} />
            <SearchButton onOpen={palette.open} />
          </Group>
          <Group gap="xs" wrap="nowrap">
            <ConnectionBadge state={connection} />
            <UserMenu user={user} onKeys={help.open} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar aria-label={t('nav.label')}>
        <Group px="md" h={48} justify="space-between">
          <Brand />
          <Burger opened={navOpened} onClick={nav.toggle} hiddenFrom="sm" size="sm" aria-label={t('ui.close')} />
        </Group>
        <Nav user={user} />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        {connection === 'offline' && <OfflineBanner />}
        {user.role === 'STAFF' && <HoldBar />}
        <SessionEnds />
        <Outlet />
      </AppShell.Main>
      <Optional>{palette.wanted && <AppPalette opened={palette.opened} onClose={palette.close} />}</Optional>
      <Optional>{helpOpened && <KeyboardHelp opened onClose={help.close} />}</Optional>
    </AppShell>
  );
}

/** Whoever reads this has only to touch the page. */
function SessionEnds() {
  const { t } = useI18n();
  const seconds = useSessionEnd();
  return seconds === null ? null : (
    <Notice tone="warn" urgent title={t('app.sessionEnds')}>
      {t('app.sessionEndsText', { seconds })}
    </Notice>
  );
}

function SearchButton({ onOpen }: { onOpen: () => void }) {
  const { t } = useI18n();
  return (
    <UnstyledButton className={classes.search} onClick={onOpen}>
      <Icon name="search" />
      <Text span size="sm" className={classes.searchText}>
        {t('ui.palette.open')}
      </Text>
      <Kbd size="xs" visibleFrom="sm">
        Ctrl K
      </Kbd>
    </UnstyledButton>
  );
}

/** A list marks its search field; where there is none, the palette finds things too. */
function focusSearch(otherwise: () => void): void {
  const field = document.querySelector<HTMLInputElement>('[data-list-search]');
  if (field) field.focus();
  else otherwise();
}

/** Ctrl/Cmd-K, anywhere, also from inside a field. */
function usePalette() {
  const [wanted, setWanted] = useState(false);
  const [opened, { open: show, close }] = useDisclosure();
  const open = () => {
    setWanted(true);
    show();
  };
  useHotkeys([['mod+K', open]], []);
  return { wanted, opened, open, close };
}
