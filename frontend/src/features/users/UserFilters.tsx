import type { UserStatus } from '../../gql';
import { useI18n } from '../../i18n';
import { listOf } from '../../lib/search';
import { useAccounts } from '../../subjects/useAccounts';
import { USER_TONES } from '../../subjects/users/UserStatusBadge';
import { FilterMenu } from '../../ui/FilterMenu';
import { SearchField } from '../../ui/SearchField';

const STATUSES = Object.keys(USER_TONES) as UserStatus[];

export interface UserSearch {
  q?: string;
  status?: string;
  /** An account's id, or `operator` for the operator's own people. */
  account?: string;
}

interface UserFiltersProps {
  search: UserSearch;
  onChange: (change: UserSearch) => void;
}

export function UserFilters({ search, onChange }: UserFiltersProps) {
  const { t, words } = useI18n();
  const { accounts } = useAccounts();
  return (
    <>
      <SearchField
        label={t('people.search')}
        value={search.q ?? ''}
        onSearch={(text) => onChange({ q: text || undefined })}
      />
      <FilterMenu
        label={t('numbers.status')}
        options={STATUSES.map((value) => ({ value, label: words.userStatus[value].label }))}
        chosen={listOf(search.status, USER_TONES)}
        onChange={(chosen) => onChange({ status: chosen.join(',') || undefined })}
      />
      <FilterMenu
        single
        label={t('numbers.account')}
        options={[
          { value: 'operator', label: t('people.ownPeople') },
          ...accounts.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        chosen={search.account ? [search.account] : []}
        onChange={([account]) => onChange({ account })}
      />
    </>
  );
}
