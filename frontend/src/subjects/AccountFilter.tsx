import { useI18n } from '../i18n';
import { FilterMenu } from '../ui/FilterMenu';
import { useAccounts } from './useAccounts';

interface AccountFilterProps {
  chosen: string | undefined;
  onChange: (account: string | undefined) => void;
}

/** Whose: for staff, who see more than one account. */
export function AccountFilter({ chosen, onChange }: AccountFilterProps) {
  const { t } = useI18n();
  const { staff, accounts } = useAccounts();
  if (!staff) return null;
  return (
    <FilterMenu
      single
      label={t('numbers.account')}
      options={accounts.map(({ id, name }) => ({ value: id, label: name }))}
      chosen={chosen ? [chosen] : []}
      onChange={([account]) => onChange(account)}
    />
  );
}
