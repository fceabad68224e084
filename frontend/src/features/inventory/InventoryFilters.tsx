import type { PhoneNumberStatus } from '../../gql';
import { useI18n } from '../../i18n';
import { listOf } from '../../lib/search';
import { AccountFilter } from '../../subjects/AccountFilter';
import { PHONE_TONES } from '../../subjects/tones';
import { FilterMenu } from '../../ui/FilterMenu';
import { SearchField } from '../../ui/SearchField';

export interface InventorySearch {
  q?: string;
  status?: string;
  account?: string;
}

const STATUSES = Object.keys(PHONE_TONES) as PhoneNumberStatus[];

interface InventoryFiltersProps {
  search: InventorySearch;
  onChange: (change: InventorySearch) => void;
}

export function InventoryFilters({ search, onChange }: InventoryFiltersProps) {
  const { t, words } = useI18n();
  return (
    <>
      <SearchField
        label={t('inventory.search')}
        value={search.q ?? ''}
        onSearch={(text) => onChange({ q: text || undefined })}
      />
      <FilterMenu
        label={t('numbers.status')}
        options={STATUSES.map((value) => ({ value, label: words.phoneNumberStatus[value].label }))}
        chosen={listOf(search.status, PHONE_TONES)}
        onChange={(chosen) => onChange({ status: chosen.join(',') || undefined })}
      />
      <AccountFilter chosen={search.account} onChange={(account) => onChange({ account })} />
    </>
  );
}
