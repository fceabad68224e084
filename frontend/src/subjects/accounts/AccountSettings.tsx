import { IfMay } from '../../actions/IfMay';
import type { AccountPartsFragment } from '../../gql';
import { useI18n } from '../../i18n';
import { Section } from '../../ui/Page';
import { toast } from '../../ui/toast';
import { AccountExport } from './AccountExport';
import { AccountForm } from './AccountForm';
import { CallbackSecret } from './CallbackSecret';
import { Freeze } from './Freeze';
import { PortOutPolicy } from './PortOutPolicy';

interface Props {
  title: string;
  account: AccountPartsFragment;
  onChanged: () => void;
}

/** What is set of an account, for its administrators and for staff. */
export function AccountSettings({ title, account, onChanged }: Props) {
  const { t } = useI18n();
  const onSaved = () => {
    toast('done', t('account.saved'));
    onChanged();
  };
  return (
    <>
      <Freeze accountId={account.id} freeze={account.portOutFreeze} onLifted={onChanged} />
      <Section title={title}>
        <AccountForm key={account.version} account={account} onSaved={onSaved} />
      </Section>
      <Section title={t('policy.title')}>
        <PortOutPolicy key={account.version} account={account} onSaved={onSaved} />
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
