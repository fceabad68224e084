import { Select, Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useI18n } from '../i18n';
import { useAccounts } from './useAccounts';

interface ForAccountProps {
  /** Whose, where the list says so already. */
  accountId: string | null;
  children: (accountId: string | null) => ReactNode;
}

/** Staff say first for whom they make something; customers make it for themselves. */
export function ForAccount({ accountId, children }: ForAccountProps) {
  const { t } = useI18n();
  const { staff, accounts } = useAccounts();
  const [chosen, setChosen] = useState(accountId);
  if (!staff) return children(null);
  return (
    <Stack gap="md">
      <Select
        label={t('new.account')}
        description={t('new.accountHint')}
        required
        searchable
        data={accounts.map(({ id, name }) => ({ value: id, label: name }))}
        value={chosen}
        onChange={setChosen}
      />
      {chosen && children(chosen)}
    </Stack>
  );
}
