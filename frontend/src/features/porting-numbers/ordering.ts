import type { PortingNumberOrdering } from '../../gql';
import type { Sort } from '../../ui/DataTable';

/** The orderings the server keeps an index for. */
const ORDERINGS: Record<PortingNumberOrdering, Sort> = {
  UPDATED_DESC: { key: 'updated', descending: true },
  CREATED_DESC: { key: 'created', descending: true },
  E164_ASC: { key: 'number', descending: false },
  FOC_ASC: { key: 'foc', descending: false },
};
const FIRST: PortingNumberOrdering = 'UPDATED_DESC';

export function orderingOf(text: string | undefined): PortingNumberOrdering {
  return text !== undefined && text in ORDERINGS ? (text as PortingNumberOrdering) : FIRST;
}

export function sortOf(text: string | undefined): Sort {
  return ORDERINGS[orderingOf(text)];
}

/** The ordering for a column; where the server has only one direction, that one. */
export function sortText(sort: Sort): string | undefined {
  const names = Object.keys(ORDERINGS) as PortingNumberOrdering[];
  const exact = names.find(
    (name) => ORDERINGS[name].key === sort.key && ORDERINGS[name].descending === sort.descending,
  );
  const found = exact ?? names.find((name) => ORDERINGS[name].key === sort.key);
  return found === FIRST ? undefined : found;
}
