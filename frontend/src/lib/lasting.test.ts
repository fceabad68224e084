import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchForAttention } from './attention';
import { useSessionEnd } from './lasting';
import { currentUser, sessionEnded } from './session';

const HALF_AN_HOUR = 1_800;
let endsAt = 0;
let stop = () => {};

beforeEach(async () => {
  vi.useFakeTimers();
  endsAt = Date.now() + HALF_AN_HOUR * 1_000;
  vi.stubGlobal('fetch', async (_path: string, init: RequestInit) => {
    const attended = new Headers(init.headers).get('x-portico') === 'dashboard';
    if (Date.now() >= endsAt) return new Response('{}', { status: 401 });
    if (attended) endsAt = Date.now() + HALF_AN_HOUR * 1_000;
    const body = { user: { id: 'user_1' }, endsInSeconds: (endsAt - Date.now()) / 1_000 };
    return new Response(JSON.stringify(body), { status: 200 });
  });
  stop = watchForAttention();
  await currentUser();
});

afterEach(() => {
  stop();
  sessionEnded();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a session that nobody keeps says two minutes before that it ends, a key keeps it, and then it ends', async () => {
  const { result, unmount } = renderHook(useSessionEnd);
  const pass = (minutes: number) => act(() => vi.advanceTimersByTimeAsync(minutes * 60_000));
  await pass(27);
  expect(result.current).toBeNull();
  await pass(2);
  expect(result.current).toBeGreaterThan(30);
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
  await pass(0.2);
  expect(result.current).toBeNull();
  await pass(31);
  expect(await currentUser()).toBeNull();
  unmount();
});
