import { Group, Kbd, Modal, Stack, Switch, Text } from '@mantine/core';
import { type MessageKey, useI18n } from '../i18n';
import { setPreferences, usePreferences } from '../lib/preferences';

const KEYS: readonly { keys: string[]; what: MessageKey }[] = [
  { keys: ['j'], what: 'ui.keys.down' },
  { keys: ['k'], what: 'ui.keys.up' },
  { keys: ['x'], what: 'ui.keys.select' },
  { keys: ['o', 'Enter'], what: 'ui.keys.open' },
  { keys: ['/'], what: 'ui.keys.search' },
  { keys: ['Ctrl K', '⌘ K'], what: 'ui.keys.palette' },
  { keys: ['?'], what: 'ui.keys.help' },
];

/** What the keys do, and the switch that turns the single ones off. */
export function KeyboardHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useI18n();
  const { singleKeys } = usePreferences();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('ui.keys.title')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Stack gap="xs">
        {KEYS.map((line) => (
          <Line key={line.what} {...line} />
        ))}
        <Switch
          mt="sm"
          label={t('ui.keys.single')}
          checked={singleKeys}
          onChange={(event) => setPreferences({ singleKeys: event.currentTarget.checked })}
        />
      </Stack>
    </Modal>
  );
}

function Line({ keys, what }: (typeof KEYS)[number]) {
  const { t } = useI18n();
  return (
    <Group justify="space-between">
      <Text size="sm">{t(what)}</Text>
      <Group gap={4}>
        {keys.map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </Group>
    </Group>
  );
}
