import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decimalOf, decimalPlaces, minorOf, money } from './money';

const REFERENCE = '../backend/portico/domain/reference/currencies.json';

test('every currency has as many decimal places as the API reckons with: a browser has none for the forint', () => {
  const kept = JSON.parse(readFileSync(REFERENCE, 'utf8')).by_decimal_places as Record<string, string[]>;
  for (const [places, codes] of Object.entries(kept)) {
    for (const code of codes) expect([code, decimalPlaces(code)]).toEqual([code, Number(places)]);
  }
});

test.each([
  ['12.50', 'EUR', 1250],
  ['12,5', 'EUR', 1250],
  ['300', 'JPY', 300],
  ['1.250', 'KWD', 1250],
  ['12.005', 'EUR', null],
  ['300.5', 'JPY', null],
  ['twelve', 'EUR', null],
])('%s %s is %s in minor units', (text, currency, minor) => {
  expect(minorOf(text, currency)).toBe(minor);
});

test('an amount is written as the reader writes it', () => {
  expect(decimalOf({ amountMinor: 5, currency: 'EUR' })).toBe('0.05');
  expect(decimalOf({ amountMinor: 300, currency: 'JPY' })).toBe('300');
  expect(money({ amount: '12.00', currency: 'EUR' }, 'de-DE')).toBe('12,00\u00a0€');
  expect(money({ amount: '12.50', currency: 'HUF' }, 'en-GB')).toContain('12.50');
});
