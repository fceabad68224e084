import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useSend } from '../../actions/useSend';
import { AccountCloseDocument, type AccountPartsFragment, AccountReopenDocument } from '../../gql';
import { useI18n } from '../../i18n';
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
  const close = useSend(AccountCloseDocument, 'Account');
  const reopen = useSend(AccountReopenDocument, 'Account');
  const again = account.closedAt !== null;
  const onConfirm = async () => {
    const target = { id: account.id, expectedVersion: account.version };
    const { done } = await (again ? reopen.send(target) : close.send({ ...target, reason: reason.trim() || null }));
    if (!done) return;
    onDone();
    onClose();
  };
  const { busy, problems } = again ? reopen : close;
  return (
    <ConfirmDialog
      opened
      title={t(again ? 'account.reopen' : 'account.close')}
      consequence={t(again ? 'account.reopenConsequence' : 'account.closeConsequence', { name: account.name })}
      confirmLabel={t(again ? 'account.reopen' : 'account.close')}
      danger={!again}
      busy={busy}
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
