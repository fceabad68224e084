import type { Tier } from '../../gql';
import { useI18n } from '../../i18n';
import { listOf } from '../../lib/search';
import { TIERS } from '../../subjects/accounts/fields';
import { FilterMenu } from '../../ui/FilterMenu';
import { SearchField } from '../../ui/SearchField';

export interface AccountsSearch {
  q?: string;
  tier?: string;
  closed?: string;
}

interface AccountFiltersProps {
  search: AccountsSearch;
  onChange: (change: AccountsSearch) => void;
}

export function AccountFilters({ search, onChange }: AccountFiltersProps) {
  const { t } = useI18n();
  return (
    <>
      <SearchField
        label={t('account.search')}
        value={search.q ?? ''}
        onSearch={(text) => onChange({ q: text || undefined })}
      />
      <FilterMenu
        label={t('account.tier')}
        options={(Object.keys(TIERS) as Tier[]).map((value) => ({ value, label: t(TIERS[value]) }))}
        chosen={listOf(search.tier, TIERS)}
        onChange={(chosen) => onChange({ tier: chosen.join(',') || undefined })}
      />
      <FilterMenu
        single
        label={t('account.standing')}
        options={[{ value: 'yes', label: t('account.closed') }]}
        chosen={search.closed ? [search.closed] : []}
        onChange={([closed]) => onChange({ closed })}
      />
    </>
  );
}
