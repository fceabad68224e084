import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { IfMay } from '../../actions/IfMay';
import { AccountPageDocument, type AccountPageQuery } from '../../gql';
import { type MessageKey, useI18n } from '../../i18n';
import { useRead } from '../../lib/query';
import { AccountSettings } from '../../subjects/accounts/AccountSettings';
import { History } from '../../subjects/History';
import { Failed } from '../../ui/Failed';
import { BackLink } from '../../ui/links';
import { Page } from '../../ui/Page';
import { EmptyState, SkeletonPage } from '../../ui/states';
import { TabBar } from '../../ui/TabBar';
import { ClosingDialog } from './ClosingDialog';
import { Standing } from './columns';

const route = getRouteApi('/app/accounts/$id');
type Account = NonNullable<AccountPageQuery['account']>;
const TABS = { settings: 'account.settings', history: 'account.history' } as const satisfies Record<string, MessageKey>;
type Tab = keyof typeof TABS;

/** One account: what is set of it, and what happened to it. */
export function AccountPage() {
  const { id } = route.useParams();
  const { t } = useI18n();
  const read = useRead(AccountPageDocument, { id });
  if (read.failure) return <Failed failure={read.failure} onRetry={read.refresh} />;
  if (read.loading) return <SkeletonPage />;
  if (!read.data?.account) return <EmptyState icon="search" title={t('app.notFound')} text={t('app.notFoundText')} />;
  return <Found account={read.data.account} journal={read.data.accountJournal} refresh={read.refresh} />;
}

interface FoundProps {
  account: Account;
  journal: AccountPageQuery['accountJournal'];
  refresh: () => void;
}

function Found({ account, journal, refresh }: FoundProps) {
  const { t } = useI18n();
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  const [closing, setClosing] = useState(false);
  return (
    <Page
      title={account.name}
      above={<BackLink to="/accounts">{t('nav.accounts')}</BackLink>}
      aside={<Standing account={account} />}
      actions={
        <IfMay permission="ACCOUNT_CLOSE">
          <Button variant="default" onClick={() => setClosing(true)}>
            {t(account.closedAt ? 'account.reopen' : 'account.close')}
          </Button>
        </IfMay>
      }
    >
      <TabBar<Tab>
        label={account.name}
        tabs={(Object.keys(TABS) as Tab[]).map((value) => ({ value, label: t(TABS[value]) }))}
        value={tab === 'history' ? 'history' : 'settings'}
        onChange={(next) => void navigate({ search: { tab: next === 'settings' ? undefined : next } })}
      />
      {tab === 'history' ? (
        journal && <History journal={journal} />
      ) : (
        <AccountSettings title={t('account.settings')} account={account} onChanged={refresh} />
      )}
      {closing && <ClosingDialog account={account} onDone={refresh} onClose={() => setClosing(false)} />}
    </Page>
  );
}
