import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { IfMay } from '../../actions/IfMay';
import { useSend } from '../../actions/useSend';
import { InternalMoveRedeemDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { ConfirmDialog } from '../../ui/ConfirmDialog';

/** An administrator types in the code that another account handed over. */
export function Redeem({ onRedeemed }: { onRedeemed: (move: { id: string }) => void }) {
  const { t } = useI18n();
  const [opened, setOpened] = useState(false);
  return (
    <IfMay permission="INTERNAL_MOVE_REDEEM">
      <Button onClick={() => setOpened(true)}>{t('move.redeem')}</Button>
      {opened && <RedeemDialog onRedeemed={onRedeemed} onClose={() => setOpened(false)} />}
    </IfMay>
  );
}

function RedeemDialog({ onRedeemed, onClose }: { onRedeemed: (move: { id: string }) => void; onClose: () => void }) {
  const { t } = useI18n();
  const [code, setCode] = useState('');
  const { send, busy, problems } = useSend(InternalMoveRedeemDocument, 'InternalMove');
  const onConfirm = async () => {
    const { done } = await send({ code });
    if (!done) return;
    onClose();
    onRedeemed(done);
  };
  return (
    <ConfirmDialog
      opened
      title={t('move.redeem')}
      consequence={t('move.redeemText')}
      confirmLabel={t('move.redeemIt')}
      ready={code.trim() !== ''}
      busy={busy}
      problems={problems}
      onConfirm={() => void onConfirm()}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        required
        autoComplete="off"
        label={t('move.code')}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
