import { useI18n } from '../../i18n';
import { NUMBER_TONES } from '../../subjects/tones';
import { DayRange } from '../../ui/DayRange';
import { FilterMenu } from '../../ui/FilterMenu';
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
      <DayRange
        label={t('numbers.foc')}
        from={search.focFrom}
        to={search.focTo}
        onChange={({ from, to }) => onChange({ focFrom: from, focTo: to })}
      />
    </>
  );
}
