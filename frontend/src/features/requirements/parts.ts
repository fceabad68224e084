/** What a requirement says, as the API writes it in JSON; entries carry more than is changed here, which is kept as it is. */
export interface Entry {
  required: boolean;
  [part: string]: unknown;
}

export interface Interval {
  min: number | null;
  max: number | null;
  unit: string;
  note?: string | null;
  [part: string]: unknown;
}

export interface Parts {
  documents: Entry[];
  fields: Entry[];
  interval: Interval | null;
  answer_business_days: number | null;
  partial_port: boolean | null;
  po_box_allowed: boolean | null;
  business_only: boolean | null;
  notes: string[];
  [part: string]: unknown;
}

/** By what the entries of a list are told apart. */
export const KEYS = { documents: 'kind', fields: 'name' } as const;
export type ListPart = keyof typeof KEYS;

/** The fields of a request that one can be asked for; whatever else is asked stands among the extra fields. */
export const FIELD_NAMES = [
  'subscriber.name',
  'subscriber.authorised_person',
  'subscriber.service_address.street',
  'subscriber.service_address.city',
  'subscriber.service_address.postal_code',
  'subscriber.service_address.region',
  'subscriber.service_address.country',
  'subscriber.account_number',
  'subscriber.btn',
  'subscriber.pin',
  'port_type',
  'new_btn',
  'remaining_numbers',
  'requested_date',
] as const;
const EXTRA = 'extra_fields.';

/** What somebody calls a field, as a requirement names it. */
export function fieldName(typed: string): string {
  const name = typed.trim();
  return name.startsWith(EXTRA) || (FIELD_NAMES as readonly string[]).includes(name) ? name : EXTRA + name;
}

/** Whether two parts say the same; what is not said and what is nothing are alike. */
export function same(one: unknown, other: unknown): boolean {
  if (one === other || ((one ?? null) === null && (other ?? null) === null)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  if (Array.isArray(one) && Array.isArray(other) && one.length !== other.length) return false;
  const [left, right] = [one as Record<string, unknown>, other as Record<string, unknown>];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((name) => same(left[name], right[name]));
}

/** The parts that are not as shipped: what the API takes as changes. */
export function changesOf(shipped: Partial<Parts> | null, own: Parts): Partial<Parts> {
  return Object.fromEntries(Object.entries(own).filter(([part, value]) => !same(value, shipped?.[part])));
}

/** An entry of a list with one of its parts changed; an empty text is none. */
export function withPart(entry: Entry, part: string, value: string | number | boolean | null): Entry {
  return { ...entry, [part]: value === '' ? null : value };
}

/** What was typed as a number of days; nothing where there are no digits. */
export function daysOf(typed: string): number | null {
  const digits = typed.replace(/\D/g, '').slice(0, 4);
  return digits === '' ? null : Number(digits);
}

export function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}
