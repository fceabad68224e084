import { Button, CopyButton } from '@mantine/core';
import { useI18n } from '../i18n';
import { Icon } from './Icon';

/** To the clipboard, and says so. */
export function Copy({ text }: { text: string }) {
  const { t } = useI18n();
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button variant="default" leftSection={<Icon name={copied ? 'check' : 'copy'} size={14} />} onClick={copy}>
          {t(copied ? 'ui.copied' : 'ui.copy')}
        </Button>
      )}
    </CopyButton>
  );
}
