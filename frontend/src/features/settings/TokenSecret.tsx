import { Button, CopyButton, Group, Stack, TextInput } from '@mantine/core';
import { useI18n } from '../../i18n';
import { Icon } from '../../ui/Icon';
import { Notice } from '../../ui/Notice';

/** The secret of a token: this is the only time it can be seen. */
export function TokenSecret({ secret }: { secret: string }) {
  const { t } = useI18n();
  return (
    <Stack gap="xs" maw={640}>
      <Notice tone="good" icon="check" urgent>
        {t('tokens.shownOnce')}
      </Notice>
      <Group gap="xs">
        <TextInput
          readOnly
          aria-label={t('tokens.secret')}
          value={secret}
          onFocus={(event) => event.currentTarget.select()}
          style={{ flex: '1 1 16rem' }}
        />
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button variant="default" leftSection={<Icon name={copied ? 'check' : 'copy'} size={14} />} onClick={copy}>
              {t(copied ? 'ui.copied' : 'ui.copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Stack>
  );
}
