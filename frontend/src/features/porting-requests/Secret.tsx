import { Button, Code, Group, PasswordInput, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { OneTimeCode } from '../../actions/OneTimeCode';
import { useSend } from '../../actions/useSend';
import { PortingRequestRevealSecretDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { DateTime } from '../../ui/DateTime';
import type { RequestDetail } from './detail';

interface SecretProps {
  request: Pick<RequestDetail, 'id' | 'secretsRevealable'>;
  /** As the API names it: `subscriber.pin`, `extra_fields.PAC`. */
  field: string;
  givenAt?: string | null;
  /** Where numbers have codes of their own: which have one. */
  numbers?: readonly string[];
}

/** That a secret was given, and when; to staff who have to send it, a way to see it. */
export function Secret({ request, field, givenAt, numbers = [] }: SecretProps) {
  const { t } = useI18n();
  const [opened, setOpened] = useState(false);
  return (
    <Stack gap={2} align="flex-start">
      <span>
        {t('requests.pinGiven')}
        {givenAt && (
          <>
            {' · '}
            <DateTime at={givenAt} />
          </>
        )}
      </span>
      {numbers.length > 0 && <span>{numbers.join(', ')}</span>}
      {request.secretsRevealable && (
        <Button className="no-print" size="compact-xs" variant="default" onClick={() => setOpened(true)}>
          {t('secret.reveal')}
        </Button>
      )}
      {opened && <RevealDialog id={request.id} field={field} numbers={numbers} onClose={() => setOpened(false)} />}
    </Stack>
  );
}

interface RevealDialogProps {
  id: string;
  field: string;
  numbers: readonly string[];
  onClose: () => void;
}

/** Asks for the password and shows the secret until it is closed: then nothing of it is left here. */
function RevealDialog({ id, field, numbers, onClose }: RevealDialogProps) {
  const { t } = useI18n();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [number, setNumber] = useState(numbers[0] ?? null);
  const [value, setValue] = useState<string | null>(null);
  const { send, busy, problems } = useSend(PortingRequestRevealSecretDocument, 'RevealedSecret');

  const onConfirm = async () => {
    if (value !== null) return onClose();
    const { done } = await send({ id, field, number, password, oneTimeCode: code || null });
    setPassword('');
    if (done) setValue(done.value);
  };
  return (
    <ConfirmDialog
      opened
      title={t('secret.title', {
        field: field === 'subscriber.pin' ? t('requests.pin') : field.replace('extra_fields.', ''),
      })}
      consequence={t('secret.consequence')}
      confirmLabel={value === null ? t('secret.reveal') : t('ui.close')}
      ready={value !== null || password !== ''}
      busy={busy}
      problems={problems}
      onConfirm={() => void onConfirm()}
      onClose={onClose}
    >
      {value === null ? (
        <>
          {numbers.length > 0 && (
            <Select
              label={t('requests.numbers')}
              data={[...numbers]}
              value={number}
              onChange={setNumber}
              allowDeselect={false}
            />
          )}
          <PasswordInput
            data-autofocus
            label={t('signIn.password')}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <OneTimeCode onCode={setCode} />
        </>
      ) : (
        <Group gap="xs" role="status">
          <Code fz="lg">{value}</Code>
        </Group>
      )}
    </ConfirmDialog>
  );
}
