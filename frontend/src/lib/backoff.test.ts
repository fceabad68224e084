import { expect, test } from 'vitest';
import { backoffMs, restartMs } from './backoff';

test('waits by chance, up to a bound that doubles and has an end', () => {
  expect([0, 1, 2, 3].map((retry) => backoffMs(retry, () => 1))).toEqual([500, 1000, 2000, 4000]);
  expect(backoffMs(50, () => 1)).toBe(15_000);
  expect(backoffMs(3, () => 0)).toBe(0);
});

test('reads how long a server that stops wants to be left alone', () => {
  expect(restartMs(1012, 'Restarting: come back in 4200 ms')).toBe(4200);
  expect(restartMs(1012, '')).toBeUndefined();
  expect(restartMs(1006, 'come back in 4200 ms')).toBeUndefined();
});
