import { Button, Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import { IfMay } from '../../actions/IfMay';
import { useSend } from '../../actions/useSend';
import { SnapbackAskDocument, type SnapbackDirection } from '../../gql';
import { useI18n } from '../../i18n';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { toast } from '../../ui/toast';

interface Number {
  e164: string;
  display: string;
}

interface AskBackProps {
  direction: SnapbackDirection;
  /** Of a port of several numbers one is chosen. */
  numbers: readonly Number[];
  onAsked?: (snapback: { id: string }) => void;
}

/** Asks a number back whose port was a mistake. Who may, and until when, the server knows. */
export function AskBack({ direction, numbers, onAsked }: AskBackProps) {
  const { t } = useI18n();
  const [asking, setAsking] = useState(false);
  const [first] = numbers;
  if (!first) return null;
  return (
    <IfMay permission="SNAPBACK_ASK">
      <Button variant="default" onClick={() => setAsking(true)}>
        {t(`snapback.ask.${direction}`)}
      </Button>
      {asking && (
        <AskDialog
          direction={direction}
          numbers={numbers}
          first={first}
          onAsked={onAsked}
          onClose={() => setAsking(false)}
        />
      )}
    </IfMay>
  );
}

function AskDialog({
  direction,
  numbers,
  first,
  onAsked,
  onClose,
}: AskBackProps & { first: Number; onClose: () => void }) {
  const { t } = useI18n();
  const [number, setNumber] = useState(first.e164);
  const [reason, setReason] = useState('');
  const { send, busy, problems } = useSend(SnapbackAskDocument, 'Snapback');
  const onConfirm = async () => {
    const { done } = await send({ direction, number, reason });
    if (!done) return;
    toast('done', t('snapback.asked', { reference: done.reference }));
    onAsked?.(done);
    onClose();
  };
  return (
    <ConfirmDialog
      opened
      title={t(`snapback.ask.${direction}`)}
      consequence={t(`snapback.askText.${direction}`)}
      confirmLabel={t('snapback.askIt')}
      ready={reason.trim() !== ''}
      busy={busy}
      problems={problems}
      onConfirm={() => void onConfirm()}
      onClose={onClose}
    >
      <Select
        label={t('numbers.number')}
        allowDeselect={false}
        searchable={numbers.length > 8}
        data={numbers.map(({ e164, display }) => ({ value: e164, label: display }))}
        value={number}
        onChange={(chosen) => chosen && setNumber(chosen)}
      />
      <Textarea
        data-autofocus
        required
        autosize
        minRows={2}
        label={t('snapback.why')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
