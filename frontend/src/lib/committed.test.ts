import { CombinedError, createRequest, gql, makeOperation, type Operation, type OperationResult } from '@urql/core';
import { expect, test, vi } from 'vitest';
import { answered, askedAgain, isCommitted, keyed } from './committed';

const document = gql`
  mutation Do($input: DoInput!) {
    do(input: $input)
  }
`;

function mutation(input: Record<string, unknown>): Operation {
  return makeOperation('mutation', createRequest(document, { input }), {
    url: '/graphql',
    requestPolicy: 'network-only',
  });
}

function failed(operation: Operation, extensions: Record<string, unknown>): OperationResult {
  const error = new CombinedError({ graphQLErrors: [{ message: 'no', extensions }] });
  return { operation, error, data: null, stale: false, hasNext: false };
}

const COMMITTED = { code: 'COMMITTED', committed: true, moveId: 'm1' };
const atOnce = () => Promise.resolve();

test('every command carries a key, and keeps the one it has', () => {
  expect(keyed(mutation({ id: '1' })).variables?.input).toEqual({ id: '1', idempotencyKey: expect.any(String) });
  expect(keyed(mutation({ idempotencyKey: 'own' })).variables?.input).toEqual({ idempotencyKey: 'own' });
});

test('an error tells whether the command was carried out', () => {
  expect(isCommitted(failed(mutation({}), COMMITTED).error)).toBe(true);
  expect(isCommitted(failed(mutation({}), { code: 'INTERNAL' }).error)).toBe(false);
  expect(isCommitted(undefined)).toBe(false);
});

test('a command whose answer was lost is asked again under its key, and the second answer is shown', async () => {
  const first = failed(keyed(mutation({ id: '1' })), COMMITTED);
  const whole = { ...first, error: undefined, data: { do: 'done' } };
  const ask = vi.fn().mockResolvedValueOnce(failed(first.operation, COMMITTED)).mockResolvedValueOnce(whole);
  const missed = vi.fn();
  const found = await askedAgain(first, ask, atOnce, missed);
  expect(found.data).toEqual({ do: 'done' });
  expect(ask.mock.calls.map(([operation]) => operation.variables)).toEqual(Array(2).fill(first.operation.variables));
  expect(missed).not.toHaveBeenCalled();
});

test('where even that is not answered everything is read anew, and nothing is called a failure', async () => {
  const first = failed(keyed(mutation({ id: '1' })), COMMITTED);
  const missed = vi.fn();
  const network = { ...first, error: new CombinedError({ networkError: new Error('gone') }) };
  const found = await askedAgain(first, () => Promise.resolve(network), atOnce, missed);
  expect(isCommitted(found.error)).toBe(true);
  expect(missed).toHaveBeenCalledTimes(1);
});

test('a form that is sent again after no answer sends the same command, and after an answer another one', () => {
  const sent = keyed(mutation({ name: 'Draft' }));
  const network = { ...failed(sent, {}), error: new CombinedError({ networkError: new Error('gone') }) };
  answered(failed(sent, COMMITTED));
  answered(network);
  expect(keyed(mutation({ name: 'Draft' })).variables).toEqual(sent.variables);
  expect(keyed(mutation({ name: 'Other' })).variables).not.toEqual(sent.variables);
  answered({ ...network, error: undefined });
  expect(keyed(mutation({ name: 'Draft' })).variables).not.toEqual(sent.variables);
});

test('a form that is sent again with another one-time code sends the same command: it was done twice', () => {
  const form = { name: 'CRM', password: 'once', oneTimeCode: '123456' };
  const sent = keyed(mutation(form));
  answered({ ...failed(sent, {}), error: new CombinedError({ networkError: new Error('gone') }) });
  const again = keyed(mutation({ ...form, password: 'once more', oneTimeCode: '654321' }));
  expect(again.variables?.input.idempotencyKey).toBe(sent.variables?.input.idempotencyKey);
  expect(again.variables?.input.oneTimeCode).toBe('654321');
  answered({ ...failed(again, {}), error: undefined });
  expect(keyed(mutation(form)).variables?.input.idempotencyKey).not.toBe(sent.variables?.input.idempotencyKey);
});
