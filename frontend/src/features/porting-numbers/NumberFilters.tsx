import { Button, Group, Popover, TextInput } from '@mantine/core';
import { useI18n } from '../../i18n';
import { NUMBER_TONES } from '../../subjects/tones';
import { FilterMenu } from '../../ui/FilterMenu';
import { Icon } from '../../ui/Icon';
import { SearchField } from '../../ui/SearchField';
import { type NumbersSearch, statusesOf, waitingOf } from './filter';

interface NumberFiltersProps {
  search: NumbersSearch;
  onChange: (change: NumbersSearch) => void;
}

const STATUSES = Object.keys(NUMBER_TONES) as (keyof typeof NUMBER_TONES)[];
const WAITING = ['CUSTOMER', 'STAFF', 'CARRIER', 'NOBODY'] as const;

export function NumberFilters({ search, onChange }: NumberFiltersProps) {
  const { t, words } = useI18n();
  return (
    <>
      <SearchField
        label={t('numbers.search')}
        value={search.q ?? ''}
        onSearch={(q) => onChange({ q: q || undefined })}
      />
      <FilterMenu
        label={t('numbers.status')}
        options={STATUSES.map((value) => ({ value, label: words.portingNumberStatus[value].label }))}
        chosen={statusesOf(search)}
        onChange={(chosen) => onChange({ status: chosen.join(',') || undefined })}
      />
      <FilterMenu
        single
        label={t('numbers.waitingOn')}
        options={WAITING.map((value) => ({ value, label: words.waitingOn[value] }))}
        chosen={waitingOf(search)}
        onChange={(chosen) => onChange({ waiting: chosen[0] })}
      />
      <FocRange search={search} onChange={onChange} />
    </>
  );
}

function FocRange({ search, onChange }: NumberFiltersProps) {
  const { t } = useI18n();
  const given = [search.focFrom, search.focTo].filter(Boolean);
  const day = (key: 'focFrom' | 'focTo', label: string) => (
    <TextInput
      type="date"
      label={label}
      value={search[key] ?? ''}
      onChange={(event) => onChange({ [key]: event.currentTarget.value || undefined })}
    />
  );
  return (
    <Popover position="bottom-start" withArrow shadow="md" trapFocus>
      <Popover.Target>
        <Button variant={given.length > 0 ? 'light' : 'default'} rightSection={<Icon name="chevronDown" size={14} />}>
          {given.length > 0
            ? `${t('numbers.foc')}: ${search.focFrom ?? '…'} – ${search.focTo ?? '…'}`
            : t('numbers.foc')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Group gap="sm">
          {day('focFrom', t('numbers.from'))}
          {day('focTo', t('numbers.to'))}
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
