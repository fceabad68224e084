import type { PortingNumberOrder } from '../../gql';
import type { Sort } from '../../ui/DataTable';

/** The orders the server keeps an index for. */
const ORDERS: Record<PortingNumberOrder, Sort> = {
  UPDATED_DESC: { key: 'updated', descending: true },
  CREATED_DESC: { key: 'created', descending: true },
  E164_ASC: { key: 'number', descending: false },
  FOC_ASC: { key: 'foc', descending: false },
};
const FIRST: PortingNumberOrder = 'UPDATED_DESC';

export function orderOf(text: string | undefined): PortingNumberOrder {
  return text !== undefined && text in ORDERS ? (text as PortingNumberOrder) : FIRST;
}

export function sortOf(text: string | undefined): Sort {
  return ORDERS[orderOf(text)];
}

/** The order for a column; where the server has only one direction, that one. */
export function sortText(sort: Sort): string | undefined {
  const names = Object.keys(ORDERS) as PortingNumberOrder[];
  const exact = names.find((name) => ORDERS[name].key === sort.key && ORDERS[name].descending === sort.descending);
  const found = exact ?? names.find((name) => ORDERS[name].key === sort.key);
  return found === FIRST ? undefined : found;
}
