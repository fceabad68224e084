import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { IfMay } from '../../actions/IfMay';
import { PasswordAgain } from '../../actions/PasswordAgain';
import { useSend } from '../../actions/useSend';
import { InternalMoveOfferDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { CopyOrSave } from '../../ui/CopyOrSave';
import { LinkAnchor } from '../../ui/links';
import { Notice } from '../../ui/Notice';

interface OfferProps {
  numbers: readonly { e164: string }[];
  onDone: () => void;
}

/** Offers numbers to another account here: its code is shown once, to be handed over. */
export function OfferNumbers({ numbers, onDone }: OfferProps) {
  const { t } = useI18n();
  const [opened, setOpened] = useState(false);
  return (
    <IfMay permission="INTERNAL_MOVE_OFFER">
      <Button variant="default" onClick={() => setOpened(true)}>
        {t('move.offer')}
      </Button>
      {opened && <OfferDialog numbers={numbers} onDone={onDone} onClose={() => setOpened(false)} />}
    </IfMay>
  );
}

/** Shows the code until it is closed: nothing of it is left here or anywhere then. */
function OfferDialog({ numbers, onDone, onClose }: OfferProps & { onClose: () => void }) {
  const { t } = useI18n();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [made, setMade] = useState<{ code: string; id: string; reference: string } | null>(null);
  const { send, busy, problems } = useSend(InternalMoveOfferDocument, 'InternalMoveOffered');
  const close = () => {
    if (made) onDone();
    onClose();
  };
  const onConfirm = async () => {
    if (made) return close();
    const { done } = await send({ numbers: numbers.map(({ e164 }) => e164), password, oneTimeCode: code || null });
    setPassword('');
    if (done) setMade({ code: done.redemptionCode, id: done.move.id, reference: done.move.reference });
  };
  return (
    <ConfirmDialog
      opened
      title={t('move.offer')}
      consequence={t('move.offerText')}
      confirmLabel={t(made ? 'ui.close' : 'move.offerIt')}
      count={made ? undefined : numbers.length}
      ready={made !== null || password !== ''}
      busy={busy}
      problems={made ? [] : problems}
      onConfirm={() => void onConfirm()}
      onClose={close}
    >
      {made ? (
        <Stack gap="sm">
          <Notice tone="good" icon="check" urgent>
            {t('move.codeShown')}
          </Notice>
          <TextInput readOnly label={t('move.code')} value={made.code} className="tabular" />
          <Group gap="xs">
            <CopyOrSave text={made.code} file="move-code.txt" type="text/plain" saveLabel={t('move.saveCode')} />
            <LinkAnchor to="/internal-moves/$id" params={{ id: made.id }} size="sm">
              {made.reference}
            </LinkAnchor>
          </Group>
        </Stack>
      ) : (
        <PasswordAgain password={password} onPassword={setPassword} onCode={setCode} />
      )}
    </ConfirmDialog>
  );
}
