import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { FeeEndDocument, FeeRemoveDocument, type FeeRowFragment } from '../../gql';
import { useI18n } from '../../i18n';
import { problemsOf } from '../../subjects/profiles/problems';
import { ConfirmDialog } from '../../ui/ConfirmDialog';

interface FeeLifeProps {
  fee: FeeRowFragment;
  onSaved: () => void;
}

/** What is done to a fee beside its fields: it is given a last day, or taken back while nothing was billed by it. */
export function FeeLife({ fee, onSaved }: FeeLifeProps) {
  const { t } = useI18n();
  const [asking, setAsking] = useState<'end' | 'remove'>();
  return (
    <Group mt="xl">
      <Button variant="default" onClick={() => setAsking('end')}>
        {t('fee.end')}
      </Button>
      {!fee.billedAt && (
        <Button variant="default" color="red" onClick={() => setAsking('remove')}>
          {t('fee.remove')}
        </Button>
      )}
      {asking && <Ask what={asking} fee={fee} onSaved={onSaved} onClose={() => setAsking(undefined)} />}
    </Group>
  );
}

interface AskProps extends FeeLifeProps {
  what: 'end' | 'remove';
  onClose: () => void;
}

function Ask({ what, fee, onSaved, onClose }: AskProps) {
  const { t } = useI18n();
  const [{ fetching: ending }, end] = useMutation(FeeEndDocument);
  const [{ fetching: removing }, remove] = useMutation(FeeRemoveDocument);
  const [validUntil, setValidUntil] = useState('');
  const [problems, setProblems] = useState<string[]>([]);
  const onConfirm = async () => {
    const target = { id: fee.id, expectedVersion: fee.version };
    const result =
      what === 'end'
        ? (await end({ input: { ...target, validUntil } })).data?.feeEnd
        : (await remove({ input: target })).data?.feeRemove;
    if (result?.__typename === 'Fee' || result?.__typename === 'FeeRemoved') onSaved();
    else setProblems(problemsOf(result, t('action.notSent')).map(({ message }) => message));
  };
  return (
    <ConfirmDialog
      opened
      title={t(`fee.${what}`)}
      consequence={t(`fee.${what}Text`)}
      confirmLabel={t(`fee.${what}`)}
      danger
      ready={what === 'remove' || validUntil !== ''}
      busy={ending || removing}
      problems={problems}
      onConfirm={() => void onConfirm()}
      onClose={onClose}
    >
      {what === 'end' && (
        <TextInput
          type="date"
          label={t('fee.until')}
          value={validUntil}
          onChange={(event) => setValidUntil(event.currentTarget.value)}
        />
      )}
    </ConfirmDialog>
  );
}
