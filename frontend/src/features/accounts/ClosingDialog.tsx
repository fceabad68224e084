import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { AccountCloseDocument, type AccountPartsFragment, AccountReopenDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { type Refusal, sentencesOf } from '../../lib/errors';
import { ConfirmDialog } from '../../ui/ConfirmDialog';

interface ClosingDialogProps {
  account: Pick<AccountPartsFragment, 'id' | 'version' | 'name' | 'closedAt'>;
  onDone: () => void;
  onClose: () => void;
}

/** Closes an account, or opens a closed one again; what is live stands in the way and is named. */
export function ClosingDialog({ account, onDone, onClose }: ClosingDialogProps) {
  const { t } = useI18n();
  const [reason, setReason] = useState('');
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [{ fetching: closing }, close] = useMutation(AccountCloseDocument);
  const [{ fetching: reopening }, reopen] = useMutation(AccountReopenDocument);
  const again = account.closedAt !== null;
  const onConfirm = async () => {
    const target = { id: account.id, expectedVersion: account.version };
    const result = again
      ? (await reopen({ input: target })).data?.accountReopen
      : (await close({ input: { ...target, reason: reason.trim() || null } })).data?.accountClose;
    if (result?.__typename === 'Account') {
      onDone();
      onClose();
    } else {
      setProblems(result ? sentencesOf(result as Refusal) : [t('action.notSent')]);
    }
  };
  return (
    <ConfirmDialog
      opened
      title={t(again ? 'account.reopen' : 'account.close')}
      consequence={t(again ? 'account.reopenConsequence' : 'account.closeConsequence', { name: account.name })}
      confirmLabel={t(again ? 'account.reopen' : 'account.close')}
      danger={!again}
      busy={closing || reopening}
      problems={problems}
      onConfirm={() => void onConfirm()}
      onClose={onClose}
    >
      {!again && (
        <TextInput
          label={t('account.reason')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus
        />
      )}
    </ConfirmDialog>
  );
}
