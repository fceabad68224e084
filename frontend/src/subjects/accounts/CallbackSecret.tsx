import { Button, Code, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { AccountCallbackSecretRotateDocument, type AccountPartsFragment } from '../../gql';
import { useI18n } from '../../i18n';
import { type Refusal, sentencesOf } from '../../lib/errors';
import { DateTime } from '../../ui/DateTime';
import { OnceDialog } from './OnceDialog';

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

function RotateDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useI18n();
  const [secret, setSecret] = useState<string | null>(null);
  const [{ fetching }, rotate] = useMutation(AccountCallbackSecretRotateDocument);
  return (
    <OnceDialog
      title={t('account.rotate')}
      consequence={t('account.rotateConsequence')}
      once={t('account.secretOnce')}
      busy={fetching}
      made={
        secret && (
          <Group>
            <Code block>{secret}</Code>
          </Group>
        )
      }
      onProof={async (proof) => {
        const result = (await rotate({ input: { id, ...proof } })).data?.accountCallbackSecretRotate;
        if (result?.__typename !== 'CallbackSecretRotated')
          return result ? sentencesOf(result as Refusal) : [t('action.notSent')];
        setSecret(result.secret);
        return [];
      }}
      onClose={onClose}
    />
  );
}
