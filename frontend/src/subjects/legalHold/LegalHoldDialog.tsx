import { Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useSend } from '../../actions/useSend';
import { LegalHoldLiftDocument, type LegalHoldPartsFragment, LegalHoldSetDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { ConfirmDialog } from '../../ui/ConfirmDialog';

/** Which order: one of the two. */
export type HoldOrder =
  | { requestId: string; portOutRequestId?: never }
  | { portOutRequestId: string; requestId?: never };

interface LegalHoldDialogProps {
  order: HoldOrder;
  hold: LegalHoldPartsFragment | null;
  onDone: () => void;
  onClose: () => void;
}

/** Holds an order for a reason, or lets it go again. */
export function LegalHoldDialog({ order, hold, onDone, onClose }: LegalHoldDialogProps) {
  const { t } = useI18n();
  const [reason, setReason] = useState('');
  const set = useSend(LegalHoldSetDocument, 'LegalHold');
  const lift = useSend(LegalHoldLiftDocument, 'LegalHoldLifted');
  const onConfirm = async () => {
    const said = reason.trim();
    const { done } = await (hold
      ? lift.send({ ...order, reason: said || null })
      : set.send({ ...order, reason: said }));
    if (!done) return;
    onDone();
    onClose();
  };
  const { busy, problems } = hold ? lift : set;
  return (
    <ConfirmDialog
      opened
      title={t(hold ? 'legalHold.lift' : 'legalHold.set')}
      consequence={t(hold ? 'legalHold.liftConsequence' : 'legalHold.setConsequence')}
      confirmLabel={t(hold ? 'legalHold.lift' : 'legalHold.set')}
      ready={hold !== null || reason.trim() !== ''}
      busy={busy}
      problems={problems}
      onConfirm={() => void onConfirm()}
      onClose={onClose}
    >
      {hold && (
        <Text size="sm">
          {hold.setByName}: {hold.reason}
        </Text>
      )}
      <Textarea
        label={t('legalHold.reason')}
        autosize
        minRows={2}
        maxLength={1000}
        required={!hold}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
    </ConfirmDialog>
  );
}
