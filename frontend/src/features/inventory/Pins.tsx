import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { IfMay } from '../../actions/IfMay';
import { PasswordAgain } from '../../actions/PasswordAgain';
import { useSend } from '../../actions/useSend';
import { type InventoryRowFragment, PhoneNumbersGeneratePinsDocument, PhoneNumbersSetPinsDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { CopyOrSave } from '../../ui/CopyOrSave';
import { Icon } from '../../ui/Icon';
import { Notice } from '../../ui/Notice';
import { toast } from '../../ui/toast';

interface PinsButtonsProps {
  rows: readonly InventoryRowFragment[];
  onDone: () => void;
}

/** For whoever may: new PINs for the selected numbers, and one by hand for a single one. */
export function PinsButtons({ rows, onDone }: PinsButtonsProps) {
  const { t } = useI18n();
  const [opened, setOpened] = useState<'made' | 'byHand' | null>(null);
  const close = () => setOpened(null);
  const [row] = rows;
  return (
    <IfMay permission="PHONE_NUMBER_SET_PORT_OUT_PIN">
      <Button variant="default" onClick={() => setOpened('made')}>
        {t('inventory.newPins')}
      </Button>
      {rows.length === 1 && (
        <Button variant="default" onClick={() => setOpened('byHand')}>
          {t('inventory.setPin')}
        </Button>
      )}
      {opened === 'made' && <NewPins wanted={rows} onDone={onDone} onClose={close} />}
      {opened === 'byHand' && row && <SetPin row={row} onDone={onDone} onClose={close} />}
    </IfMay>
  );
}

interface EveryPinProps {
  accountId: string | undefined;
  search: string | undefined;
  onDone: () => void;
}

/** New PINs for every number in service that has none, of those that the list is asked for. */
export function PinsForAll({ accountId, search, onDone }: EveryPinProps) {
  const { t } = useI18n();
  const [opened, setOpened] = useState(false);
  return (
    <IfMay permission="PHONE_NUMBER_SET_PORT_OUT_PIN">
      <Button variant="default" leftSection={<Icon name="lock" size={14} />} onClick={() => setOpened(true)}>
        {t('inventory.pinsForAll')}
      </Button>
      {opened && (
        <NewPins
          wanted={{ accountId: accountId ?? null, search: search ?? null, hasPin: false }}
          onDone={onDone}
          onClose={() => setOpened(false)}
        />
      )}
    </IfMay>
  );
}

interface NewPinsProps {
  wanted: readonly InventoryRowFragment[] | { accountId: string | null; search: string | null; hasPin: boolean };
  onDone: () => void;
  onClose: () => void;
}

/** Makes PINs and shows them until it is closed: nothing of them is left here or anywhere then. */
function NewPins({ wanted, onDone, onClose }: NewPinsProps) {
  const { t } = useI18n();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [made, setMade] = useState<{ count: number; csv: string; refused: readonly string[] } | null>(null);
  const { send, busy, problems } = useSend(PhoneNumbersGeneratePinsDocument, 'PhoneNumberPins');
  const named = 'length' in wanted ? { phoneNumberIds: wanted.map(({ id }) => id) } : { every: wanted };
  const close = () => {
    if (made) onDone();
    onClose();
  };
  const onConfirm = async () => {
    if (made) return close();
    const { done } = await send({ ...named, password, oneTimeCode: code || null });
    setPassword('');
    if (done) setMade({ ...done, refused: done.refused.map(({ message }) => message) });
  };
  return (
    <ConfirmDialog
      opened
      title={t('inventory.newPins')}
      consequence={t('length' in wanted ? 'inventory.newPinsText' : 'inventory.pinsForAllText')}
      confirmLabel={t(made ? 'ui.close' : 'inventory.makePins')}
      count={!made && 'length' in wanted ? wanted.length : undefined}
      ready={made !== null || password !== ''}
      busy={busy}
      problems={made ? made.refused : problems}
      onConfirm={() => void onConfirm()}
      onClose={close}
    >
      {made ? (
        <PinsShown count={made.count} csv={made.csv} />
      ) : (
        <PasswordAgain password={password} onPassword={setPassword} onCode={setCode} />
      )}
    </ConfirmDialog>
  );
}

function PinsShown({ count, csv }: { count: number; csv: string }) {
  const { t } = useI18n();
  return (
    <Stack gap="sm">
      <Notice tone="good" icon="check" urgent>
        {t('inventory.pinsShown', { count })}
      </Notice>
      <Textarea readOnly autosize minRows={2} maxRows={12} aria-label={t('inventory.pins')} value={csv} />
      <Group gap="xs">
        <CopyOrSave text={csv} file="port-out-pins.csv" type="text/csv" saveLabel={t('inventory.savePins')} />
      </Group>
    </Stack>
  );
}

interface SetPinProps {
  row: InventoryRowFragment;
  onDone: () => void;
  onClose: () => void;
}

/** One PIN by hand, or none any more. */
function SetPin({ row, onDone, onClose }: SetPinProps) {
  const { t } = useI18n();
  const [pin, setPin] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [refused, setRefused] = useState<readonly string[]>([]);
  const { send, busy, problems } = useSend(PhoneNumbersSetPinsDocument, 'PhoneNumbersMoved');
  const onConfirm = async () => {
    const numbers = [{ phoneNumberId: row.id, pin: pin.trim() || null, expectedVersion: row.version }];
    const { done } = await send({ numbers, password, oneTimeCode: code || null });
    setPassword('');
    const found = done?.results[0];
    if (!found) return;
    if (found.__typename !== 'PhoneNumber') return setRefused([found.message]);
    toast('done', t(found.hasPin ? 'inventory.pinSet' : 'inventory.pinRemoved', { number: row.display }));
    onDone();
    onClose();
  };
  return (
    <ConfirmDialog
      opened
      title={t('inventory.setPinOf', { number: row.display })}
      consequence={t('inventory.setPinText')}
      confirmLabel={t(pin.trim() ? 'inventory.setPin' : 'inventory.removePin')}
      danger={!pin.trim()}
      ready={password !== '' && (pin.trim() !== '' || row.hasPin)}
      busy={busy}
      problems={[...problems, ...refused]}
      onConfirm={() => void onConfirm()}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        label={t('inventory.pin')}
        description={t('inventory.pinHint')}
        autoComplete="off"
        value={pin}
        onChange={(event) => setPin(event.currentTarget.value)}
      />
      <PasswordAgain password={password} onPassword={setPassword} onCode={setCode} />
    </ConfirmDialog>
  );
}
