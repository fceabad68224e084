import { IfMay } from '../../actions/IfMay';
import { OwnAccountDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { useRead } from '../../lib/query';
import { useUser } from '../../lib/session';
import { AccountExport } from '../../subjects/accounts/AccountExport';
import { AccountForm } from '../../subjects/accounts/AccountForm';
import { CallbackSecret } from '../../subjects/accounts/CallbackSecret';
import { Failed } from '../../ui/Failed';
import { Section } from '../../ui/Page';
import { EmptyState, SkeletonRows } from '../../ui/states';
import { toast } from '../../ui/toast';

/** The customer's own account, for its administrators to change. */
export function OwnAccount() {
  const { t } = useI18n();
  const user = useUser();
  const read = useRead(OwnAccountDocument, { id: user?.accountId ?? '' }, { pause: !user?.accountId });
  if (read.failure) return <Failed failure={read.failure} onRetry={read.refresh} />;
  if (read.loading) return <SkeletonRows rows={6} />;
  const account = read.data?.account;
  if (!account) return <EmptyState icon="search" title={t('app.notFound')} text={t('app.notFoundText')} />;
  const onSaved = () => {
    toast('done', t('account.saved'));
    read.refresh();
  };
  return (
    <>
      <Section title={t('settings.account')}>
        <AccountForm key={account.version} account={account} onSaved={onSaved} />
      </Section>
      <IfMay permission="ACCOUNT_ROTATE_CALLBACK_SECRET">
        <Section title={t('account.secret')}>
          <CallbackSecret account={account} />
        </Section>
      </IfMay>
      <IfMay permission="ACCOUNT_EXPORT">
        <Section title={t('export.title')}>
          <AccountExport id={account.id} />
        </Section>
      </IfMay>
    </>
  );
}
