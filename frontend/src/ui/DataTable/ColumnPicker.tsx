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
          <Menu.RadioItem
            key={choice}
            value={choice}
            checked={density === choice}
            onChange={() => setPreferences({ density: choice })}
          >
            {t(`ui.${choice}`)}
          </Menu.RadioItem>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('ui.columns')}</Menu.Label>
        {columns
          .filter((column) => !column.fixed)
          .map((column) => (
            <Menu.CheckboxItem key={column.id} checked={!hidden.includes(column.id)} onChange={() => toggle(column.id)}>
              {column.header}
            </Menu.CheckboxItem>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}
