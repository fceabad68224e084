import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { type InventoryRowFragment, PhoneNumbersRemoveDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { problemsOf } from '../../subjects/profiles/problems';
import { BulkBar } from '../../ui/BulkBar';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { toast } from '../../ui/toast';

interface RemoveNumbersProps {
  chosen: readonly InventoryRowFragment[];
  onClear: () => void;
  onRemoved: () => void;
}

/** Takes the chosen numbers out of the inventory; what is refused is said number by number. */
export function RemoveNumbers({ chosen, onClear, onRemoved }: RemoveNumbersProps) {
  const { t } = useI18n();
  const [asking, setAsking] = useState(false);
  return (
    <BulkBar count={chosen.length} onClear={onClear}>
      <Button size="xs" variant="default" onClick={() => setAsking(true)}>
        {t('inventory.remove')}
      </Button>
      {asking && <Ask chosen={chosen} onClear={onClear} onRemoved={onRemoved} onClose={() => setAsking(false)} />}
    </BulkBar>
  );
}

function Ask({ chosen, onClear, onRemoved, onClose }: RemoveNumbersProps & { onClose: () => void }) {
  const { t } = useI18n();
  const [{ fetching }, remove] = useMutation(PhoneNumbersRemoveDocument);
  const [problems, setProblems] = useState<string[]>([]);
  const onConfirm = async () => {
    const numbers = chosen.map(({ id, version }) => ({ id, expectedVersion: version }));
    const result = (await remove({ input: { numbers } })).data?.phoneNumbersRemove;
    if (result?.__typename !== 'PhoneNumbersMoved') {
      setProblems(problemsOf(result, t('action.notSent')).map(({ message }) => message));
      return;
    }
    const refused = result.results.flatMap((each, place) =>
      each.__typename === 'PhoneNumber' ? [] : [`${chosen[place]?.display}: ${each.message}`],
    );
    onRemoved();
    const count = result.results.length - refused.length;
    if (count > 0) toast('done', t('inventory.removed', { count }));
    if (refused.length > 0) setProblems(refused);
    else onClear();
  };
  return (
    <ConfirmDialog
      opened
      title={t('inventory.remove')}
      consequence={t('inventory.removeText', { count: chosen.length })}
      confirmLabel={t('inventory.remove')}
      danger
      count={chosen.length}
      busy={fetching}
      ready={problems.length === 0}
      problems={problems}
      onConfirm={() => void onConfirm()}
      onClose={onClose}
    />
  );
}
