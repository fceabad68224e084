import { Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { LegalHoldLiftDocument, type LegalHoldPartsFragment, LegalHoldSetDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { type Refusal, sentencesOf } from '../../lib/errors';
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
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [{ fetching: setting }, set] = useMutation(LegalHoldSetDocument);
  const [{ fetching: lifting }, lift] = useMutation(LegalHoldLiftDocument);
  const onConfirm = async () => {
    const said = reason.trim();
    const result = hold
      ? (await lift({ input: { ...order, reason: said || null } })).data?.legalHoldLift
      : (await set({ input: { ...order, reason: said } })).data?.legalHoldSet;
    if (result?.__typename === 'LegalHold' || result?.__typename === 'LegalHoldLifted') {
      onDone();
      onClose();
    } else {
      setProblems(result ? sentencesOf(result as Refusal) : [t('action.notSent')]);
    }
  };
  return (
    <ConfirmDialog
      opened
      title={t(hold ? 'legalHold.lift' : 'legalHold.set')}
      consequence={t(hold ? 'legalHold.liftConsequence' : 'legalHold.setConsequence')}
      confirmLabel={t(hold ? 'legalHold.lift' : 'legalHold.set')}
      ready={hold !== null || reason.trim() !== ''}
      busy={setting || lifting}
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
