/** An amount of money as its currency is written; amounts are decimal texts, never floating-point sums. */
export function money({ amount, currency }: { amount: string; currency: string }, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(Number(amount));
}
