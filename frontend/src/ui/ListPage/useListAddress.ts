import { useCallback } from 'react';

type Search = Partial<Record<string, string>>;

/** The state of a list as its address has it, so that a reload, a link and the way back lead to the same rows. */
export interface ListAddress<Its extends Search = Search> {
  search: Its;
  /** Asks for other rows or another order: that list begins at its first page. */
  ask: (change: Partial<Its>) => void;
  /** Shows the same rows otherwise: other columns, another one opened. */
  show: (change: Partial<Its>) => void;
}

interface ListRoute<Its> {
  useSearch: () => Its;
  useNavigate: () => (to: never) => Promise<void>;
}

export function useListAddress<Its extends Search>(route: ListRoute<Its>): ListAddress<Its> {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const show = useCallback(
    (change: Partial<Its>) =>
      void navigate({ search: (before: Its) => ({ ...before, ...change }), replace: true } as never),
    [navigate],
  );
  const ask = useCallback((change: Partial<Its>) => show({ after: undefined, ...change }), [show]);
  return { search, ask, show };
}
