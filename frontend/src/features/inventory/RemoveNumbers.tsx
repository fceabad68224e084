import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { PhoneNumbersRemoveDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { toast } from '../../ui/toast';
import { movedOf, type OfChosen, targets } from './moved';

/** Takes the chosen numbers out of the inventory; what is refused is said number by number. */
export function RemoveNumbers(of: OfChosen) {
  const { t } = useI18n();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setAsking(true)}>
        {t('inventory.remove')}
      </Button>
      {asking && <Ask {...of} onClose={() => setAsking(false)} />}
    </>
  );
}

function Ask({ chosen, onClear, onMoved, onClose }: OfChosen & { onClose: () => void }) {
  const { t } = useI18n();
  const [{ fetching }, remove] = useMutation(PhoneNumbersRemoveDocument);
  const [problems, setProblems] = useState<string[]>([]);
  const onConfirm = async () => {
    const answer = (await remove({ input: { numbers: targets(chosen) } })).data?.phoneNumbersRemove;
    const moved = movedOf(answer, chosen, t('action.notSent'));
    if (moved.count > 0) {
      onMoved();
      toast('done', t('inventory.removed', { count: moved.count }));
    }
    if (moved.problems.length > 0) setProblems(moved.problems);
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
