import { expect, test } from 'vitest';
import { isMonth, lastDay, monthAfter, weeksOf } from './months';

test('months go over the turn of the year in both directions', () => {
  expect(monthAfter('2026-12', 1)).toBe('2027-01');
  expect(monthAfter('2026-01', -1)).toBe('2025-12');
});

test('a month ends on its last day, in leap years too', () => {
  expect(lastDay('2026-11')).toBe('2026-11-30');
  expect(lastDay('2028-02')).toBe('2028-02-29');
});

test('weeks begin on Monday and are whole', () => {
  const weeks = weeksOf('2026-11');
  expect(weeks[0]).toEqual([null, null, null, null, null, null, '2026-11-01']);
  expect(weeks.at(-1)).toEqual(['2026-11-30', null, null, null, null, null, null]);
  expect(weeks.flat().filter(Boolean)).toHaveLength(30);
});

test('only a month is a month', () => {
  expect(isMonth('2026-11')).toBe(true);
  expect(isMonth('2026-13')).toBe(false);
  expect(isMonth(undefined)).toBe(false);
});
