import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { Client, fetchExchange, Provider } from 'urql';
import { expect, test } from 'vitest';
import { AccountReopenDocument } from '../gql';
import { useSend } from './useSend';

/** The hook under a server that answers so. */
function answering(answer: object | null) {
  const fetch = async () => {
    if (answer === null) throw new TypeError('offline');
    return new Response(JSON.stringify(answer), { headers: { 'content-type': 'application/json' } });
  };
  const client = new Client({
    url: 'http://portico.test/graphql',
    exchanges: [fetchExchange],
    fetch,
    preferGetMethod: false,
  });
  const wrapper = ({ children }: { children: ReactNode }) => <Provider value={client}>{children}</Provider>;
  return renderHook(() => useSend(AccountReopenDocument, 'Account'), { wrapper }).result;
}

const INPUT = { id: 'acct_1', expectedVersion: 1 };

test('what was carried out is answered, and nothing stands in its way', async () => {
  const sending = answering({ data: { accountReopen: { __typename: 'Account', id: 'acct_1' } } });
  await act(async () => expect((await sending.current.send(INPUT)).done?.id).toBe('acct_1'));
  expect(sending.current.problems).toEqual([]);
});

test('a refusal is said, each of its blockers by itself', async () => {
  const blockers = [
    { code: 'A', message: 'First this.' },
    { code: 'B', message: 'Then that.' },
  ];
  const refusal = { __typename: 'Blocked', code: 'BLOCKED', message: 'Not now.', blockers };
  const sending = answering({ data: { accountReopen: refusal } });
  await act(async () => expect((await sending.current.send(INPUT)).done).toBeNull());
  expect(sending.current.problems).toEqual(['First this.', 'Then that.']);
});

test('what was not sent is said, too', async () => {
  const sending = answering(null);
  await act(async () => expect((await sending.current.send(INPUT)).refused).toHaveLength(1));
  expect(sending.current.problems[0]).toMatch(/^No answer from the server/);
});
