import { expect, test } from 'vitest';
import { backoffMs } from './backoff';

test('waits double, never much longer than the cap, and never all at the same moment', () => {
  expect([0, 1, 2, 3].map((retry) => backoffMs(retry, () => 0.5))).toEqual([500, 1000, 2000, 4000]);
  expect(backoffMs(50, () => 1)).toBe(22_500);
  expect(backoffMs(3, () => 0)).toBeLessThan(backoffMs(3, () => 0.9));
});
