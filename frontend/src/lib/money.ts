/** The currencies whose amounts have other than two decimal places, by how many: as ISO 4217 and the API have them, not as browsers do. */
const OTHER_PLACES: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
};
const PLACES: ReadonlyMap<string, number> = new Map(
  Object.entries(OTHER_PLACES).flatMap(([places, codes]) => codes.split(' ').map((code) => [code, Number(places)])),
);

/** How many decimal places the amounts of a currency have. */
export function decimalPlaces(currency: string): number {
  return PLACES.get(currency) ?? 2;
}

/** An amount of money as its currency is written; amounts are decimal texts, never floating-point sums. */
export function money({ amount, currency }: { amount: string; currency: string }, locale: string): string {
  const places = decimalPlaces(currency);
  const digits = { minimumFractionDigits: places, maximumFractionDigits: places };
  return new Intl.NumberFormat(locale, { style: 'currency', currency, ...digits }).format(Number(amount));
}

/** The decimal text of an amount in minor units: 1250 EUR is "12.50", 300 JPY "300". */
export function decimalOf({ amountMinor, currency }: { amountMinor: number; currency: string }): string {
  const places = decimalPlaces(currency);
  const digits = String(amountMinor).padStart(places + 1, '0');
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** The minor units of an amount that was typed with a point or a comma; nothing where it is none of this currency. */
export function minorOf(text: string, currency: string): number | null {
  const places = decimalPlaces(currency);
  const found = /^(\d{1,9})(?:[.,](\d+))?$/.exec(text.trim());
  const [, whole = '', parts = ''] = found ?? [];
  return found && parts.length <= places ? Number(whole + parts.padEnd(places, '0')) : null;
}
