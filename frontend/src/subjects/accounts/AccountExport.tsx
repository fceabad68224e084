import { Anchor, Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { AccountExportDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { type Refusal, sentencesOf } from '../../lib/errors';
import { ConfirmDialog } from '../../ui/ConfirmDialog';

/** All that is kept of an account, to take away: after the password, by a link that is good once. */
export function AccountExport({ id }: { id: string }) {
  const { t } = useI18n();
  const [opened, setOpened] = useState(false);
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm">{t('export.text')}</Text>
      <Button variant="default" onClick={() => setOpened(true)}>
        {t('export.make')}
      </Button>
      {opened && <ExportDialog id={id} onClose={() => setOpened(false)} />}
    </Stack>
  );
}

function ExportDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useI18n();
  const [password, setPassword] = useState('');
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [url, setUrl] = useState<string | null>(null);
  const [{ fetching }, ask] = useMutation(AccountExportDocument);
  const onConfirm = async () => {
    if (url !== null) return onClose();
    const result = (await ask({ input: { id, password } })).data?.accountExport;
    setPassword('');
    if (result?.__typename === 'AccountExport') {
      setProblems([]);
      setUrl(result.url);
    } else {
      setProblems(result ? sentencesOf(result as Refusal) : [t('action.notSent')]);
    }
  };
  return (
    <ConfirmDialog
      opened
      title={t('export.make')}
      consequence={t(url === null ? 'export.consequence' : 'export.once')}
      confirmLabel={t(url === null ? 'export.make' : 'ui.close')}
      ready={url !== null || password !== ''}
      busy={fetching}
      problems={problems}
      onConfirm={() => void onConfirm()}
      onClose={onClose}
    >
      {url === null ? (
        <PasswordInput
          label={t('signIn.password')}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          data-autofocus
        />
      ) : (
        <Anchor href={new URL(url).pathname} underline="always">
          {t('export.download')}
        </Anchor>
      )}
    </ConfirmDialog>
  );
}
