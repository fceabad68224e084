import { Button, Code, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { AccountCallbackSecretRotateDocument, type AccountPartsFragment } from '../../gql';
import { useI18n } from '../../i18n';
import { type Refusal, sentencesOf } from '../../lib/errors';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { DateTime } from '../../ui/DateTime';
import { OneTimeCode } from '../users/OneTimeCode';

/** What callbacks are signed with, and a way to make it anew. */
export function CallbackSecret({ account }: { account: AccountPartsFragment }) {
  const { t } = useI18n();
  const [opened, setOpened] = useState(false);
  const until = account.callbackSecretBeforeUntil;
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm">{t('account.secretText')}</Text>
      {until && new Date(until) > new Date() && (
        <Text size="sm">
          {t('account.secretBefore')} <DateTime at={until} />
        </Text>
      )}
      <Button variant="default" onClick={() => setOpened(true)}>
        {t('account.rotate')}
      </Button>
      {opened && <RotateDialog id={account.id} onClose={() => setOpened(false)} />}
    </Stack>
  );
}

/** Asks for the password and shows the new secret until it is closed: then nothing of it is left here. */
function RotateDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useI18n();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [secret, setSecret] = useState<string | null>(null);
  const [{ fetching }, rotate] = useMutation(AccountCallbackSecretRotateDocument);
  const onConfirm = async () => {
    if (secret !== null) return onClose();
    const result = (await rotate({ input: { id, password, oneTimeCode: code || null } })).data
      ?.accountCallbackSecretRotate;
    setPassword('');
    if (result?.__typename === 'CallbackSecretRotated') {
      setProblems([]);
      setSecret(result.secret);
    } else {
      setProblems(result ? sentencesOf(result as Refusal) : [t('action.notSent')]);
    }
  };
  return (
    <ConfirmDialog
      opened
      title={t('account.rotate')}
      consequence={t(secret === null ? 'account.rotateConsequence' : 'account.secretOnce')}
      confirmLabel={t(secret === null ? 'account.rotate' : 'ui.close')}
      ready={secret !== null || password !== ''}
      busy={fetching}
      problems={problems}
      onConfirm={() => void onConfirm()}
      onClose={onClose}
    >
      {secret === null ? (
        <>
          <PasswordInput
            label={t('signIn.password')}
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            data-autofocus
          />
          <OneTimeCode onCode={setCode} />
        </>
      ) : (
        <Group>
          <Code block>{secret}</Code>
        </Group>
      )}
    </ConfirmDialog>
  );
}
