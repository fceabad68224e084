import { Button, Drawer } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { type MessageKey, useI18n } from '../../i18n';
import { useAccounts } from '../../subjects/useAccounts';
import { FilterMenu } from '../../ui/FilterMenu';
import { Icon } from '../../ui/Icon';
import { Page } from '../../ui/Page';
import { TabBar } from '../../ui/TabBar';
import { Toolbar } from '../../ui/Toolbar';
import { CompanyProfiles } from './CompanyProfiles';
import { ConfigurationProfiles } from './ConfigurationProfiles';

const route = getRouteApi('/app/profiles');

type Tab = 'company' | 'configuration';
const TABS: Record<Tab, { label: MessageKey; fresh: MessageKey; opened: MessageKey }> = {
  company: { label: 'profile.companies', fresh: 'profile.newCompany', opened: 'requests.profile' },
  configuration: { label: 'profile.configurations', fresh: 'profile.newConfiguration', opened: 'field.profile' },
};

/** For whom numbers are ported, and where they ring. */
export function Profiles() {
  const { t } = useI18n();
  const { staff, accounts } = useAccounts();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (next: Partial<typeof search>) => void navigate({ search: (before) => ({ ...before, ...next }), replace: true }),
    [navigate],
  );
  const tab: Tab = search.tab === 'configuration' ? 'configuration' : 'company';
  const List = tab === 'company' ? CompanyProfiles : ConfigurationProfiles;
  const onOpen = useCallback((id: string) => change({ open: id }), [change]);
  return (
    <Page
      title={t('nav.profiles')}
      fill
      actions={
        <Button leftSection={<Icon name="plus" size={14} />} onClick={() => onOpen('new')}>
          {t(TABS[tab].fresh)}
        </Button>
      }
    >
      {staff && (
        <Toolbar label={t('profile.filters')}>
          <FilterMenu
            single
            label={t('numbers.account')}
            options={accounts.map(({ id, name }) => ({ value: id, label: name }))}
            chosen={search.account ? [search.account] : []}
            onChange={(chosen) => change({ account: chosen[0] })}
          />
        </Toolbar>
      )}
      <TabBar
        label={t('nav.profiles')}
        tabs={(Object.keys(TABS) as Tab[]).map((value) => ({ value, label: t(TABS[value].label) }))}
        value={tab}
        onChange={(value) => change({ tab: value === 'company' ? undefined : value, open: undefined })}
      />
      <List
        accountId={search.account ?? null}
        open={search.open}
        onOpen={onOpen}
        drawer={(content) => (
          <Drawer
            opened={content !== null}
            onClose={() => change({ open: undefined })}
            position="right"
            size="lg"
            title={t(search.open === 'new' ? TABS[tab].fresh : TABS[tab].opened)}
            closeButtonProps={{ 'aria-label': t('ui.close') }}
          >
            {content}
          </Drawer>
        )}
      />
    </Page>
  );
}
