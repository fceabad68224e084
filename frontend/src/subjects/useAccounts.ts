import { useMemo } from 'react';
import { useQuery } from 'urql';
import { AccountsDocument } from '../gql';
import { useSession } from '../lib/session';

/** The accounts staff can choose from and their names by id; customers have only their own and need neither. */
export function useAccounts(): {
  staff: boolean;
  accounts: readonly { id: string; name: string }[];
  nameOf: (id: string) => string;
} {
  const { staff } = useSession();
  const [{ data }] = useQuery({ query: AccountsDocument, pause: !staff });
  return useMemo(() => {
    const accounts = data?.accounts ?? [];
    const names = new Map(accounts.map(({ id, name }) => [id, name]));
    return { staff, accounts, nameOf: (id: string) => names.get(id) ?? '–' };
  }, [data, staff]);
}
