import { expect, test } from 'vitest';
import { holidaysAhead, nextWorkday } from './workdays';

const EASTER = [
  { day: '2027-03-26', name: 'Good Friday' },
  { day: '2027-03-27', name: null },
  { day: '2027-03-28', name: 'Easter Sunday' },
  { day: '2027-03-29', name: 'Easter Monday' },
];

test('the next day of work after Good Friday is the Tuesday after Easter', () => {
  expect(nextWorkday(EASTER, '2027-03-26')).toBe('2027-03-30');
});

test('holidays that fall on a weekend are not told, nobody works then anyway', () => {
  expect(holidaysAhead(EASTER).map((one) => one.day)).toEqual(['2027-03-26', '2027-03-29']);
});
