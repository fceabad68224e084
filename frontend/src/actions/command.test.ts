import { type Client, CombinedError, gql } from '@urql/core';
import { expect, test } from 'vitest';
import { many, one } from './command';
import { emptyValues } from './values';

const document = gql`
  mutation Do($input: DoInput!) {
    do(input: $input)
  }
`;
const subjects = [
  { id: 'pnum_1', version: 3 },
  { id: 'pnum_2', version: 1 },
] as unknown as Parameters<ReturnType<typeof many>>[1];
const verb = document as Parameters<typeof many>[0];

/** A client that is answered the same whatever it asks. */
function client(result: { error?: CombinedError; data?: unknown }): Client {
  return { mutation: () => ({ toPromise: () => Promise.resolve(result) }) } as unknown as Client;
}

function answering(extensions: Record<string, unknown>): Client {
  return client({ error: new CombinedError({ graphQLErrors: [{ message: 'no', extensions }] }) });
}

test('a command that was carried out is no failure, though its answer was lost', async () => {
  const committed = answering({ code: 'COMMITTED', committed: true, moveId: 'm1' });
  for (const command of [many(verb, () => ({})), one(verb as Parameters<typeof one>[0], () => ({}))]) {
    const outcomes = await command(committed, subjects, emptyValues('UTC'), 'key');
    expect(outcomes.map(({ refusal }) => refusal)).toEqual([null, null]);
  }
});

test('one that was not carried out is', async () => {
  const failed = answering({ code: 'INTERNAL' });
  await expect(many(verb, () => ({}))(failed, subjects, emptyValues('UTC'), 'key')).rejects.toThrow();
});

test('of a request canceled number by number, the numbers that were refused are told', async () => {
  const refused = { __typename: 'Blocked', code: 'BLOCKED', message: 'Too late.' };
  const results = [{ __typename: 'PortingNumber' }, refused, refused];
  const data = { do: { __typename: 'PortingRequestNumbersMoved', request: {}, results } };
  const cancel = one(verb as Parameters<typeof one>[0], () => ({}));
  const outcomes = await cancel(client({ data }), subjects.slice(0, 1), emptyValues('UTC'), 'key');
  expect(outcomes.map(({ refusal }) => refusal?.message ?? null)).toEqual([null, 'Too late.', 'Too late.']);
});
