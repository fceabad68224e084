import { ActionIcon, Menu } from '@mantine/core';
import { useI18n } from '../../i18n';
import { setPreferences, usePreferences } from '../../lib/preferences';
import { Icon } from '../Icon';
import type { Density } from './types';

interface ColumnPickerProps {
  columns: readonly { id: string; header: string; fixed?: boolean }[];
  hidden: readonly string[];
  onChange: (hidden: string[]) => void;
}

const DENSITIES: readonly Density[] = ['compact', 'comfortable'];

/** Which columns a table shows, and how high its rows are. */
export function ColumnPicker({ columns, hidden, onChange }: ColumnPickerProps) {
  const { t } = useI18n();
  const { density } = usePreferences();
  const toggle = (id: string) =>
    onChange(hidden.includes(id) ? hidden.filter((other) => other !== id) : [...hidden, id]);
  return (
    <Menu closeOnItemClick={false} position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" size={30} aria-label={t('ui.columns')} title={t('ui.columns')}>
          <Icon name="columns" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('ui.density')}</Menu.Label>
        {DENSITIES.map((choice) => (
          <Menu.Item
            key={choice}
            role="menuitemradio"
            aria-checked={density === choice}
            leftSection={<Mark on={density === choice} />}
            onClick={() => setPreferences({ density: choice })}
          >
            {t(`ui.${choice}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('ui.columns')}</Menu.Label>
        {columns
          .filter((column) => !column.fixed)
          .map((column) => (
            <Menu.Item
              key={column.id}
              role="menuitemcheckbox"
              aria-checked={!hidden.includes(column.id)}
              leftSection={<Mark on={!hidden.includes(column.id)} />}
              onClick={() => toggle(column.id)}
            >
              {column.header}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Mark({ on }: { on: boolean }) {
  return <span style={{ display: 'inline-block', width: 16 }}>{on && <Icon name="check" />}</span>;
}
