import { renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CarriersDocument, FindDocument, UserEnableDocument } from '../gql';
import { DataProvider, useData } from './data';
import { useRead } from './query';

interface Asked {
  method: string;
  id?: string;
  query?: string;
}

let asked: Asked[] = [];

/** A server that knows the documents it is given, or none. */
function serving(known: readonly unknown[]) {
  const ids = known.map((document) => (document as { documentId: string }).documentId);
  vi.stubGlobal('fetch', async (url: string, { method, body }: { method: string; body?: string }) => {
    const sent = body
      ? JSON.parse(body)
      : { extensions: JSON.parse(new URL(url, location.href).searchParams.get('extensions') ?? '{}') };
    const id = sent.extensions?.persistedQuery?.sha256Hash;
    asked.push({ method, ...(id ? { id } : {}), ...(sent.query ? { query: sent.query } : {}) });
    if (!sent.query && !ids.includes(id)) {
      const message = 'PersistedQueryNotFound';
      return Response.json(
        { errors: [{ message, extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] },
        { status: 400 },
      );
    }
    if (known.length > 0) return Response.json({ errors: [{ message: 'nothing is kept here' }] });
    return Response.json({ data: { carriers: [] } });
  });
}

const idOf = (document: unknown) => (document as { documentId: string }).documentId;

async function hashed(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function data() {
  return renderHook(() => useData(), { wrapper: DataProvider }).result.current;
}

beforeEach(() => {
  asked = [];
});
afterEach(() => vi.unstubAllGlobals());

test('what a screen reads is asked by the id of its document, by GET, and a command by POST', async () => {
  serving([CarriersDocument, UserEnableDocument]);
  const { client } = data();
  await client.query(CarriersDocument, {}).toPromise();
  await client.mutation(UserEnableDocument, { input: { id: 'u1' } }).toPromise();
  expect(asked).toEqual([
    { method: 'GET', id: idOf(CarriersDocument) },
    { method: 'POST', id: idOf(UserEnableDocument) },
  ]);
});

test('an old tab goes on working after an upgrade: what the server does not know is sent as text, and from then on at once', async () => {
  serving([]);
  const { result } = renderHook(() => useRead(CarriersDocument, {}), { wrapper: DataProvider });
  await waitFor(() => expect(result.current.data).toEqual({ carriers: [] }));
  expect(asked.map(({ method, query }) => [method, query !== undefined])).toEqual([
    ['GET', false],
    ['POST', true],
  ]);
  expect(await hashed(asked[1]?.query ?? '')).toBe(idOf(CarriersDocument));
  asked = [];
  await data().client.query(CarriersDocument, {}).toPromise();
  expect(asked.map(({ method, query }) => [method, query !== undefined])).toEqual([['POST', true]]);
});

test('a command that the server does not know by its id is sent once more, with the same key', async () => {
  const keys: unknown[] = [];
  vi.stubGlobal('fetch', async (_url: string, { body }: { body: string }) => {
    const { query, variables } = JSON.parse(body);
    keys.push(variables.input.idempotencyKey);
    return query
      ? Response.json({ errors: [{ message: 'done' }] })
      : Response.json(
          { errors: [{ message: 'no', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] },
          { status: 400 },
        );
  });
  const answer = await data()
    .client.mutation(UserEnableDocument, { input: { id: 'u1' } })
    .toPromise();
  expect(answer.error?.message).toContain('done');
  expect(keys).toEqual([expect.any(String), keys[0]]);
});

test('a question that is too long for an address is asked by POST', async () => {
  serving([FindDocument]);
  await data()
    .client.query(FindDocument, { text: 'x'.repeat(3_000) })
    .toPromise();
  expect(asked).toEqual([{ method: 'POST', id: idOf(FindDocument) }]);
});
