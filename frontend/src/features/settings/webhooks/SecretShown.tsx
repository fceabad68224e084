import { Button, CopyButton, Group, Stack, TextInput } from '@mantine/core';
import { useI18n } from '../../../i18n';
import { Icon } from '../../../ui/Icon';
import { Notice } from '../../../ui/Notice';

export interface Made {
  name: string;
  secret: string | null;
}

/** The secret of an endpoint: this is the only time it can be seen. */
export function SecretShown({ made }: { made: Made }) {
  const { t } = useI18n();
  if (!made.secret) return null;
  return (
    <Stack gap="xs" maw={640}>
      <Notice tone="good" icon="check" urgent>
        {t('webhooks.shownOnce', { name: made.name })}
      </Notice>
      <Group gap="xs">
        <TextInput
          readOnly
          aria-label={t('webhooks.secret')}
          value={made.secret}
          onFocus={(event) => event.currentTarget.select()}
          style={{ flex: '1 1 16rem' }}
        />
        <CopyButton value={made.secret}>
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
