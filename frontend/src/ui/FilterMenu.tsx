import { Button, Menu } from '@mantine/core';
import { useI18n } from '../i18n';
import { Icon } from './Icon';

interface FilterMenuProps<Value extends string> {
  label: string;
  options: readonly { value: Value; label: string }[];
  chosen: readonly Value[];
  onChange: (chosen: Value[]) => void;
  /** Only one may be chosen; choosing it again clears it. */
  single?: boolean;
}

/** A filter that takes one button's room and says what it filters by. */
export function FilterMenu<Value extends string>({ label, options, chosen, onChange, single }: FilterMenuProps<Value>) {
  const { t } = useI18n();
  const Item = single ? Menu.RadioItem : Menu.CheckboxItem;
  const toggle = (value: Value) => {
    if (chosen.includes(value)) onChange(chosen.filter((other) => other !== value));
    else onChange(single ? [value] : [...chosen, value]);
  };
  const names = options.filter((option) => chosen.includes(option.value)).map((option) => option.label);
  const said = names.length === 0 ? label : `${label}: ${names.length > 2 ? names.length : names.join(', ')}`;
  return (
    <Menu closeOnItemClick={single ?? false} position="bottom-start">
      <Menu.Target>
        <Button variant={chosen.length > 0 ? 'light' : 'default'} rightSection={<Icon name="chevronDown" size={14} />}>
          {said}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        {options.map(({ value, label: each }) => (
          <Item key={value} value={value} checked={chosen.includes(value)} onChange={() => toggle(value)}>
            {each}
          </Item>
        ))}
        {chosen.length > 0 && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => onChange([])}>{t('ui.clearFilter')}</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
