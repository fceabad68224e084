import { Group, Stack, TextInput } from '@mantine/core';
import { useI18n } from '../i18n';
import { Copy } from './Copy';
import { Notice } from './Notice';

interface ShownOnceProps {
  /** What is shown, and that it is for the last time. */
  notice: string;
  /** What it is, for whoever hears the page. */
  label: string;
  /** Null where a command sent again was answered that it had been done: what it made came with the first answer, and never again. */
  value: string | null;
}

/** A secret just made, to be copied: this is the only time it can be seen. */
export function ShownOnce({ notice, label, value }: ShownOnceProps) {
  const { t } = useI18n();
  if (value === null)
    return (
      <Notice tone="warn" urgent>
        {t('secret.gone')}
      </Notice>
    );
  return (
    <Stack gap="xs" maw={640}>
      <Notice tone="good" icon="check" urgent>
        {notice}
      </Notice>
      <Group gap="xs">
        <TextInput
          readOnly
          aria-label={label}
          value={value}
          onFocus={(event) => event.currentTarget.select()}
          style={{ flex: '1 1 16rem' }}
        />
        <Copy text={value} />
      </Group>
    </Stack>
  );
}
