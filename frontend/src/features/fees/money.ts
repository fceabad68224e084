interface Amount {
  amountMinor: number;
  currency: string;
}

/** An amount as people write it: 1250 EUR is "12.50 EUR". */
export function moneyOf({ amountMinor, currency }: Amount): string {
  return `${(amountMinor / 100).toFixed(2)} ${currency}`;
}

/** The minor units of an amount that was typed with a point or a comma; nothing where it is none. */
export function minorOf(text: string): number | null {
  const plain = text.trim().replace(',', '.');
  return /^\d{1,9}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : null;
}
