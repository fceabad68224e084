import { Anchor, Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { AccountExportDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { type Refusal, sentencesOf } from '../../lib/errors';
import { OnceDialog } from './OnceDialog';

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
  const [url, setUrl] = useState<string | null>(null);
  const [{ fetching }, ask] = useMutation(AccountExportDocument);
  return (
    <OnceDialog
      title={t('export.make')}
      consequence={t('export.consequence')}
      once={t('export.once')}
      busy={fetching}
      made={
        url && (
          <Anchor href={new URL(url).pathname} underline="always">
            {t('export.download')}
          </Anchor>
        )
      }
      onProof={async (proof) => {
        const result = (await ask({ input: { id, ...proof } })).data?.accountExport;
        if (result?.__typename !== 'AccountExport')
          return result ? sentencesOf(result as Refusal) : [t('action.notSent')];
        setUrl(result.url);
        return [];
      }}
      onClose={onClose}
    />
  );
}
