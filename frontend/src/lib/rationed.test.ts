import { CombinedError, makeOperation, type OperationResult } from '@urql/core';
import { gql } from 'urql';
import { expect, test, vi } from 'vitest';
import { inTime } from './rationed';

const operation = makeOperation('query', { key: 1, query: gql('{ a }'), variables: {} }, {
  url: '',
  requestPolicy: 'network-only',
} as never);

function answer(code?: string, retryAfter?: number): OperationResult {
  const graphQLErrors = code ? [{ message: 'no', extensions: { code, retryAfter } }] : [];
  const error = code ? new CombinedError({ graphQLErrors }) : undefined;
  return { operation, data: error ? undefined : { a: 1 }, error, stale: false, hasNext: false };
}

test('what was asked too soon is asked again once the server has rested', async () => {
  const waits: number[] = [];
  const ask = vi.fn().mockResolvedValueOnce(answer('RATE_LIMITED', 1)).mockResolvedValueOnce(answer());
  const found = await inTime(answer('RATE_LIMITED', 4), ask, async (ms) => void waits.push(ms));
  expect(found.data).toEqual({ a: 1 });
  expect(ask).toHaveBeenCalledTimes(2);
  expect(waits[0]).toBeGreaterThanOrEqual(4000);
  expect(waits[1]).toBeLessThanOrEqual(1500);
});

test('another failure is nobody’s to wait for, and nobody asks for ever', async () => {
  const rest = vi.fn(async () => {});
  const ask = vi.fn(async () => answer('RATE_LIMITED', 1));
  expect((await inTime(answer('TOO_COSTLY'), ask, rest)).error).toBeDefined();
  expect(rest).not.toHaveBeenCalled();
  expect((await inTime(answer('RATE_LIMITED', 1), ask, rest)).error).toBeDefined();
  expect(ask).toHaveBeenCalledTimes(6);
});
