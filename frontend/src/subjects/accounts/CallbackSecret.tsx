import { Button, Code, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useSend } from '../../actions/useSend';
import { AccountCallbackSecretRotateDocument, type AccountPartsFragment } from '../../gql';
import { useI18n } from '../../i18n';
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
  const [made, setMade] = useState<{ secret: string | null } | null>(null);
  const { send, busy } = useSend(AccountCallbackSecretRotateDocument, 'CallbackSecretRotated');
  return (
    <OnceDialog
      title={t('account.rotate')}
      consequence={t('account.rotateConsequence')}
      once={t(made?.secret ? 'account.secretOnce' : 'secret.gone')}
      busy={busy}
      made={made && <Group>{made.secret && <Code block>{made.secret}</Code>}</Group>}
      onProof={async (proof) => {
        const { done, refused } = await send({ id, ...proof });
        if (done) setMade({ secret: done.secret });
        return refused;
      }}
      onClose={onClose}
    />
  );
}
