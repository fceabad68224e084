import { OwnAccountDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { useRead } from '../../lib/query';
import { useUser } from '../../lib/session';
import { AccountSettings } from '../../subjects/accounts/AccountSettings';
import { Failed } from '../../ui/Failed';
import { EmptyState, SkeletonRows } from '../../ui/states';

/** The customer's own account, for its administrators to change. */
export function OwnAccount() {
  const { t } = useI18n();
  const user = useUser();
  const read = useRead(OwnAccountDocument, { id: user?.accountId ?? '' }, { pause: !user?.accountId });
  if (read.failure) return <Failed failure={read.failure} onRetry={read.refresh} />;
  if (read.loading) return <SkeletonRows rows={6} />;
  const account = read.data?.account;
  if (!account) return <EmptyState icon="search" title={t('app.notFound')} text={t('app.notFoundText')} />;
  return <AccountSettings title={t('settings.account')} account={account} onChanged={read.refresh} />;
}
