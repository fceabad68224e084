import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useI18n } from '../../i18n';
import { useUser } from '../../lib/session';
import { Page } from '../../ui/Page';
import { EmptyState } from '../../ui/states';
import { TabBar } from '../../ui/TabBar';
import { type SettingsPlace, settingsOf } from './places';

/** The frame of the settings: a tab for each page that is for whoever looks, and the first of them where none is named. */
export function Settings() {
  const { t } = useI18n();
  const user = useUser();
  const places = user ? settingsOf(user) : [];
  const path = useLocation({ select: (location) => location.pathname });
  const navigate = useNavigate();
  const here = places.find((place) => path.startsWith(place.to));
  const first = places[0]?.to;
  useEffect(() => {
    if (!here && first) void navigate({ to: first, replace: true });
  }, [here, first, navigate]);
  if (!here)
    return <Page title={t('nav.settings')}>{!first && <EmptyState icon="user" title={t('settings.none')} />}</Page>;
  return (
    <Page title={t('nav.settings')}>
      <TabBar<SettingsPlace['to']>
        label={t('settings.pages')}
        tabs={places.map((place) => ({ value: place.to, label: t(place.label) }))}
        value={here.to}
        onChange={(to) => void navigate({ to })}
      />
      <Outlet />
    </Page>
  );
}
