import type { LockStatus, PhoneNumberStatus } from '../../gql';
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
  pin?: string;
  lock?: string;
}

const STATUSES = Object.keys(PHONE_TONES) as PhoneNumberStatus[];

const LOCKS: readonly LockStatus[] = ['UNLOCKED', 'LOCKED', 'UNLOCKING'];

/** In which ways the numbers that are asked for are locked. */
export function locksOf(lock: string | undefined): LockStatus[] {
  return LOCKS.filter((value) => lock?.split(',').includes(value));
}

const PINS = ['with', 'without'] as const;

/** Whether numbers with a PIN are asked for, or those without; null: either. */
export function pinAsked(pin: string | undefined): boolean | null {
  return pin === 'with' ? true : pin === 'without' ? false : null;
}

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
      <FilterMenu
        label={t('inventory.pin')}
        single
        options={PINS.map((value) => ({ value, label: t(`inventory.pin.${value}`) }))}
        chosen={PINS.filter((value) => value === search.pin)}
        onChange={([pin]) => onChange({ pin })}
      />
      <FilterMenu
        label={t('inventory.lock')}
        options={LOCKS.map((value) => ({ value, label: t(`inventory.lock.${value}`) }))}
        chosen={locksOf(search.lock)}
        onChange={(chosen) => onChange({ lock: chosen.join(',') || undefined })}
      />
      <AccountFilter chosen={search.account} onChange={(account) => onChange({ account })} />
    </>
  );
}
