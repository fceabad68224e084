import { Anchor, Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useSend } from '../../actions/useSend';
import { AccountExportDocument } from '../../gql';
import { useI18n } from '../../i18n';
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
  const { send, busy } = useSend(AccountExportDocument, 'AccountExport');
  return (
    <OnceDialog
      title={t('export.make')}
      consequence={t('export.consequence')}
      once={t('export.once')}
      busy={busy}
      made={
        url && (
          <Anchor href={new URL(url).pathname} underline="always">
            {t('export.download')}
          </Anchor>
        )
      }
      onProof={async (proof) => {
        const { done, refused } = await send({ id, ...proof });
        if (done) setUrl(done.url);
        return refused;
      }}
      onClose={onClose}
    />
  );
}
