import type { PortingRequestUpdateInput, RequestFormFragment } from '../gql';

/** A field as a requirement or a reason names it, and as the API's inputs call it. */
const INPUTS = {
  'subscriber.name': 'subscriberName',
  'subscriber.authorised_person': 'authorisedPerson',
  'subscriber.service_address.street': 'serviceStreet',
  'subscriber.service_address.city': 'serviceCity',
  'subscriber.service_address.region': 'serviceRegion',
  'subscriber.service_address.postal_code': 'servicePostalCode',
  'subscriber.service_address.country': 'serviceCountry',
  'subscriber.account_number': 'accountNumber',
  'subscriber.btn': 'btn',
  'subscriber.pin': 'pin',
  requested_date: 'requestedDate',
} as const;
/** What has a field of its own in forms. */
export const LOSING_CARRIER = 'losing_carrier';
const CARRIER_INPUTS = ['losingCarrierId', 'losingCarrierName'];

const EXTRA = 'extra_fields.';
type Named = keyof typeof INPUTS;

/** What people typed, by the requirement's field names. */
export type FieldValues = Record<string, string>;
type RequestFields = Pick<RequestFormFragment, 'subscriber' | 'extraFields' | 'requestedDate'>;

export function isKnownField(name: string): boolean {
  return name in INPUTS || name.startsWith(EXTRA);
}

/** The names of the secrets a request has already, as the requirement calls them: a PIN, or a code that acts as one. */
export function secretsGiven({ subscriber, extraFields }: Pick<RequestFields, 'subscriber' | 'extraFields'>): string[] {
  const codes = extraFields.filter((extra) => extra.secret).map((extra) => EXTRA + extra.name);
  return subscriber.hasPin ? ['subscriber.pin', ...codes] : codes;
}

/** What a form about these reasons asks: the reasons say `extra_fields` for whatever code the country has. */
export function fieldsAsked(names: readonly string[], needs: readonly { name: string; secret: boolean }[]): string[] {
  const codes = needs.filter((need) => need.secret && need.name.startsWith(EXTRA)).map((need) => need.name);
  return [...new Set(names.flatMap((name) => (name === 'extra_fields' ? codes : [name])))].filter(isKnownField);
}

/** The answers a request has already; a secret is never shown again. */
export function fieldValues({ subscriber, extraFields, requestedDate }: RequestFields): FieldValues {
  const values: Record<Named, string | null> = {
    'subscriber.name': subscriber.name,
    'subscriber.authorised_person': subscriber.authorisedPerson,
    'subscriber.service_address.street': subscriber.street,
    'subscriber.service_address.city': subscriber.city,
    'subscriber.service_address.region': subscriber.region,
    'subscriber.service_address.postal_code': subscriber.postalCode,
    'subscriber.service_address.country': subscriber.country,
    'subscriber.account_number': subscriber.accountNumber,
    'subscriber.btn': subscriber.btn,
    'subscriber.pin': null,
    requested_date: requestedDate,
  };
  const given = Object.entries(values).map(([name, value]) => [name, value ?? '']);
  return Object.fromEntries([...given, ...extraFields.map((extra) => [EXTRA + extra.name, extra.value ?? ''])]);
}

/** The part of an update that carries these fields; an emptied field is emptied, an untouched secret stays. */
export function fieldInput(values: FieldValues, names: readonly string[]): Partial<PortingRequestUpdateInput> {
  const input: Record<string, unknown> = {};
  for (const name of names) {
    const value = values[name]?.trim() ?? '';
    if (name === 'subscriber.pin' && value === '') continue;
    if (name in INPUTS) input[INPUTS[name as Named]] = value === '' ? null : value;
  }
  const extras = names.filter((name) => name.startsWith(EXTRA));
  if (extras.length > 0) {
    const all = Object.entries(values).filter(([name, value]) => name.startsWith(EXTRA) && value.trim() !== '');
    input.extraFields = all.map(([name, value]) => ({ name: name.slice(EXTRA.length), value: value.trim() }));
  }
  return input;
}

/** Which field a problem's path is about, in the requirement's naming. */
export function fieldOfPath(path: string): string {
  const named = Object.entries(INPUTS).find(([, input]) => input === path)?.[0];
  if (CARRIER_INPUTS.includes(path)) return LOSING_CARRIER;
  return named ?? path.replace(/^extraFields\./, EXTRA);
}

/** The last word of a field's name, for a field whose label no requirement gives. */
export function plainLabel(name: string): string {
  const last = name.split('.').at(-1) ?? name;
  return last.replaceAll('_', ' ').replace(/^./, (letter) => letter.toUpperCase());
}
