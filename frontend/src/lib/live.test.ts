import { afterEach, describe, expect, test, vi } from 'vitest';
import { FakeSocket, heldBack, lastSocket, settle } from './fakeSocket';
import { createLive, type Live } from './live';

let live: Live | undefined;

function begin(wait: (retry: number) => Promise<void> = () => Promise.resolve()): Live {
  FakeSocket.opened = [];
  FakeSocket.refuse = 0;
  live = createLive({ url: 'ws://test/graphql', webSocketImpl: FakeSocket, wait });
  return live;
}

afterEach(() => live?.close());

describe('a live feed', () => {
  test('resumes after the last entry it has seen when the socket drops', async () => {
    const next = vi.fn();
    begin().follow({ query: 'subscription', variables: { after: 'c0' } }, { next, end: vi.fn() });
    await settle();
    expect(lastSocket().subscribed[0]?.payload?.variables).toEqual({ after: 'c0' });
    lastSocket().push({ __typename: 'JournalPage', cursor: 'c7' });
    await settle();
    lastSocket().drop(1006);
    await settle();
    expect(FakeSocket.opened).toHaveLength(2);
    expect(lastSocket().subscribed[0]?.payload?.variables).toEqual({ after: 'c7' });
    expect(next).toHaveBeenCalledTimes(1);
  });

  test('comes back after refused connections, which browsers report as errors', async () => {
    const feed = begin();
    feed.follow({ query: 'subscription', variables: {} }, { next: vi.fn(), end: vi.fn() });
    await settle();
    FakeSocket.refuse = 3;
    lastSocket().drop(1012);
    await settle();
    expect(FakeSocket.opened.length).toBeGreaterThanOrEqual(5);
    expect(lastSocket().subscribed).toHaveLength(1);
    expect(feed.state()).toBe('behind');
    lastSocket().push({ __typename: 'JournalPage', cursor: 'c1' });
    await settle();
    expect(feed.state()).toBe('live');
  });

  test('comes back after a close code that graphql-ws takes for final', async () => {
    const feed = begin();
    const end = vi.fn();
    feed.follow({ query: 'subscription', variables: { after: 'c1' } }, { next: vi.fn(), end });
    await settle();
    lastSocket().drop(4500);
    await settle();
    expect(lastSocket().subscribed[0]?.payload?.variables).toEqual({ after: 'c1' });
    expect(end).not.toHaveBeenCalled();
  });

  test('starts anew without a cursor and tells of the gap when its cursor expired', async () => {
    const feed = begin();
    const gap = vi.fn();
    feed.onGap(gap);
    feed.follow({ query: 'subscription', variables: { after: 'old' } }, { next: vi.fn(), end: vi.fn() });
    await settle();
    lastSocket().push({ __typename: 'CursorExpired', code: 'CURSOR_EXPIRED' });
    lastSocket().say({ type: 'complete', id: lastSocket().subscribed[0]?.id });
    await settle();
    expect(gap).toHaveBeenCalledTimes(1);
    expect(lastSocket().subscribed.at(-1)?.payload?.variables).toEqual({ after: null });
  });

  test('ends when the server refuses it with GraphQL errors, and the badge says so', async () => {
    const end = vi.fn();
    const feed = begin();
    const leave = feed.follow({ query: 'subscription', variables: {} }, { next: vi.fn(), end });
    await settle();
    lastSocket().say({ type: 'error', id: lastSocket().id, payload: [{ message: 'no' }] });
    await settle();
    expect(end).toHaveBeenCalledTimes(1);
    expect(feed.state()).toBe('ended');
    leave();
    expect(feed.state()).toBe('live');
  });

  test('that may not be listened to any more ends, and the badge says so', async () => {
    const end = vi.fn();
    const feed = begin();
    feed.follow({ query: 'subscription', variables: { after: 'c1' } }, { next: vi.fn(), end });
    await settle();
    lastSocket().push({ __typename: 'NotPermitted', code: 'NOT_PERMITTED' });
    lastSocket().say({ type: 'complete', id: lastSocket().id });
    await settle();
    expect(end).toHaveBeenCalledTimes(1);
    expect(lastSocket().subscribed).toHaveLength(1);
    expect(feed.state()).toBe('ended');
  });

  test.each(['SLOW_LISTENER', 'INTERNAL'])(
    'resumes by its cursor after %s and complete, and the badge tells the truth meanwhile',
    async (code) => {
      const next = vi.fn();
      const end = vi.fn();
      const waits = heldBack();
      const feed = begin(waits.wait);
      feed.follow({ query: 'subscription', variables: { after: 'c0' } }, { next, end });
      await settle();
      lastSocket().push({ __typename: 'JournalPage', cursor: 'c7' });
      await settle();
      lastSocket().fail(code);
      lastSocket().say({ type: 'complete', id: lastSocket().id });
      await settle();
      expect(feed.state()).toBe('behind');
      expect(lastSocket().subscribed).toHaveLength(1);
      expect(waits.asked).toEqual([0]);
      waits.go();
      await settle();
      expect(lastSocket().subscribed.at(-1)?.payload?.variables).toEqual({ after: 'c7' });
      expect(feed.state()).toBe('behind');
      lastSocket().push({ __typename: 'JournalPage', cursor: 'c8' });
      await settle();
      expect(feed.state()).toBe('live');
      expect(next).toHaveBeenCalledTimes(2);
      expect(end).not.toHaveBeenCalled();
    },
  );

  test('resumes after an error message that passes, and waits longer each time until a page comes', async () => {
    const waits = heldBack();
    const end = vi.fn();
    begin(waits.wait).follow({ query: 'subscription', variables: { after: 'c1' } }, { next: vi.fn(), end });
    await settle();
    for (let times = 0; times < 3; times++) {
      const payload = [{ message: 'no', extensions: { code: 'INTERNAL' } }];
      lastSocket().say({ type: 'error', id: lastSocket().id, payload });
      await settle();
      waits.go();
      await settle();
    }
    lastSocket().push({ __typename: 'JournalPage', cursor: 'c2' });
    lastSocket().fail('SLOW_LISTENER');
    lastSocket().say({ type: 'complete', id: lastSocket().id });
    await settle();
    expect(waits.asked).toEqual([0, 1, 2, 0]);
    expect(end).not.toHaveBeenCalled();
  });

  test('that was asked for too soon waits as long as it is told to, calmly', async () => {
    const end = vi.fn();
    const feed = begin();
    feed.follow({ query: 'subscription', variables: { after: 'c1' } }, { next: vi.fn(), end });
    await settle();
    const payload = [{ message: 'no', extensions: { code: 'RATE_LIMITED', retryAfter: 0.06 } }];
    lastSocket().say({ type: 'error', id: lastSocket().id, payload });
    await settle();
    expect(feed.state()).toBe('slowed');
    expect(lastSocket().subscribed).toHaveLength(1);
    await vi.waitFor(() => expect(lastSocket().subscribed).toHaveLength(2));
    lastSocket().push({ __typename: 'JournalPage', cursor: 'c2' });
    await settle();
    expect(feed.state()).toBe('live');
    expect(end).not.toHaveBeenCalled();
  });

  test('comes back to a server that stops when that says so, and not before', async () => {
    const waits = heldBack();
    begin(waits.wait).follow({ query: 'subscription', variables: {} }, { next: vi.fn(), end: vi.fn() });
    await settle();
    lastSocket().drop(1012, 'Restarting: come back in 60 ms');
    await settle();
    expect(FakeSocket.opened).toHaveLength(1);
    await vi.waitFor(() => expect(FakeSocket.opened).toHaveLength(2));
    expect(waits.asked).toEqual([]);
    await settle();
    lastSocket().drop(1006);
    await settle();
    expect(waits.asked).toEqual([0]);
  });

  test('of one window too many says so, and comes in once there is room', async () => {
    const waits = heldBack();
    const feed = begin(waits.wait);
    feed.follow({ query: 'subscription', variables: {} }, { next: vi.fn(), end: vi.fn() });
    await settle();
    lastSocket().drop(4430);
    await settle();
    expect(feed.state()).toBe('slowed');
    waits.go();
    await settle();
    expect(lastSocket().subscribed).toHaveLength(1);
  });

  test('asks again for a page that came with a hole in it, and never shows it', async () => {
    const next = vi.fn();
    begin().follow({ query: 'subscription', variables: { after: 'c1' } }, { next, end: vi.fn() });
    await settle();
    const first = lastSocket().id;
    lastSocket().fail('INTERNAL', { journal: { __typename: 'JournalPage', cursor: 'c9' } });
    await settle();
    expect(next).not.toHaveBeenCalled();
    expect(lastSocket().sent).toContainEqual({ type: 'complete', id: first });
    expect(lastSocket().subscribed.at(-1)?.payload?.variables).toEqual({ after: 'c1' });
  });

  test('is not taken up again once nobody looks at it', async () => {
    const waits = heldBack();
    const feed = begin(waits.wait);
    const leave = feed.follow({ query: 'subscription', variables: { after: 'c1' } }, { next: vi.fn(), end: vi.fn() });
    await settle();
    lastSocket().fail('INTERNAL');
    await settle();
    leave();
    waits.go();
    await settle();
    expect(lastSocket().subscribed).toHaveLength(1);
    expect(feed.state()).toBe('live');
  });

  test('of somebody who is not signed in any more has ended until the server lets them in again', async () => {
    const waits = heldBack();
    const feed = begin(waits.wait);
    feed.follow({ query: 'subscription', variables: { after: 'c1' } }, { next: vi.fn(), end: vi.fn() });
    await settle();
    lastSocket().drop(4403);
    await settle();
    expect(feed.state()).toBe('ended');
    waits.go();
    await settle();
    lastSocket().push({ __typename: 'JournalPage', cursor: 'c1' });
    await settle();
    expect(feed.state()).toBe('live');
  });

  test('tells how the connection stands', async () => {
    const feed = begin();
    const seen: string[] = [feed.state()];
    feed.onState(() => seen.push(feed.state()));
    await settle();
    lastSocket().drop(1006);
    await settle();
    expect(seen).toEqual(['connecting', 'live', 'offline', 'live']);
  });
});
