import { Button, Group, Popover, TextInput } from '@mantine/core';
import { useI18n } from '../i18n';
import { Icon } from './Icon';

interface DayRangeProps {
  label: string;
  from: string | undefined;
  to: string | undefined;
  onChange: (change: { from?: string; to?: string }) => void;
}

/** From which day until which, the last one included; either may be left out. */
export function DayRange({ label, from, to, onChange }: DayRangeProps) {
  const { t } = useI18n();
  const given = from || to;
  return (
    <Popover position="bottom-start" withArrow shadow="md" trapFocus>
      <Popover.Target>
        <Button variant={given ? 'light' : 'default'} rightSection={<Icon name="chevronDown" size={14} />}>
          {given ? `${label}: ${from ?? '…'} – ${to ?? '…'}` : label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Group gap="sm">
          <TextInput
            type="date"
            label={t('numbers.from')}
            value={from ?? ''}
            onChange={(event) => onChange({ from: event.currentTarget.value || undefined, to })}
          />
          <TextInput
            type="date"
            label={t('numbers.to')}
            value={to ?? ''}
            onChange={(event) => onChange({ from, to: event.currentTarget.value || undefined })}
          />
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
