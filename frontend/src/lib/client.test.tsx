import { act, renderHook, waitFor } from '@testing-library/react';
import { gql, type TypedDocumentNode } from '@urql/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DataProvider, useData } from './data';
import { useRead } from './query';

vi.mock(import('./backoff'), async (actual) => ({
  ...(await actual()),
  backoffMs: () => 0,
  waitOrOnline: () => Promise.resolve(),
}));

const READ: TypedDocumentNode<{ count: number }, Record<string, never>> = gql`
  query Count {
    count
  }
`;
const DO = gql`
  mutation Do($input: DoInput!) {
    do(input: $input)
  }
`;
const COMMITTED = { errors: [{ message: 'no', extensions: { code: 'COMMITTED', committed: true, moveId: 'm1' } }] };

let reads = 0;
let commands: unknown[] = [];

/** What commands are answered, one after the other; a read is answered with how often there was one. */
function answering(...answers: unknown[]) {
  vi.stubGlobal('fetch', async (_url: string, { body }: { body: string }) => {
    const { query, variables } = JSON.parse(body);
    if (!query.includes('mutation')) {
      reads += 1;
      return Response.json({ data: { count: reads } });
    }
    commands.push(variables);
    const answer = answers.shift();
    if (!answer) throw new TypeError('the network is gone');
    return Response.json(answer);
  });
}

/** A screen that reads something, on which somebody gives a command; answers its result. */
async function commanded() {
  const { result } = renderHook(() => ({ read: useRead(READ, {}), ...useData() }), { wrapper: DataProvider });
  await waitFor(() => expect(result.current?.read.data).toEqual({ count: 1 }));
  const answer = await act(() => result.current.client.mutation(DO, { input: { id: '1' } }).toPromise());
  return { answer, shown: () => result.current.read.data };
}

beforeEach(() => {
  reads = 0;
  commands = [];
});
afterEach(() => vi.unstubAllGlobals());

test('a command that was carried out, whose answer was lost, is asked again under its key and answered', async () => {
  answering(COMMITTED, { data: { do: 'done' } });
  const { answer, shown } = await commanded();
  expect(answer.error).toBeUndefined();
  expect(answer.data).toEqual({ do: 'done' });
  expect(commands).toEqual(Array(2).fill({ input: { id: '1', idempotencyKey: expect.any(String) } }));
  expect(commands[0]).toEqual(commands[1]);
  expect(shown()).toEqual({ count: 1 });
});

test('where even that is not answered the screen reads anew', async () => {
  answering(COMMITTED);
  const { shown } = await commanded();
  await waitFor(() => expect(shown()).toEqual({ count: 2 }));
});
