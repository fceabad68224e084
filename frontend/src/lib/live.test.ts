import { afterEach, describe, expect, test, vi } from 'vitest';
import { createLive, type Live } from './live';

type Message = { type: string; id?: string; payload?: { variables?: Record<string, unknown> } };

/** A server's side of graphql-transport-ws, as far as the dashboard uses it. */
class FakeSocket {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  static opened: FakeSocket[] = [];
  static refuse = 0;
  readyState = FakeSocket.CONNECTING;
  sent: Message[] = [];
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  onclose?: (event: { code: number; reason: string; wasClean: boolean }) => void;
  onerror?: (event: unknown) => void;

  constructor() {
    FakeSocket.opened.push(this);
    queueMicrotask(() => {
      if (FakeSocket.refuse > 0) {
        FakeSocket.refuse -= 1;
        this.onerror?.(new Event('error'));
        this.drop(1006);
        return;
      }
      this.readyState = FakeSocket.OPEN;
      this.onopen?.();
    });
  }

  send(text: string) {
    const message = JSON.parse(text) as Message;
    this.sent.push(message);
    if (message.type === 'connection_init') this.say({ type: 'connection_ack' });
  }

  close(code = 1000) {
    this.drop(code);
  }

  drop(code: number) {
    this.readyState = FakeSocket.CLOSED;
    this.onclose?.({ code, reason: '', wasClean: code === 1000 });
  }

  say(message: object) {
    queueMicrotask(() => this.onmessage?.({ data: JSON.stringify(message) }));
  }

  get subscribed(): Message[] {
    return this.sent.filter((message) => message.type === 'subscribe');
  }

  push(page: Record<string, unknown>) {
    this.say({ type: 'next', id: this.subscribed.at(-1)?.id, payload: { data: { journal: page } } });
  }
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 15));
const lastSocket = () => FakeSocket.opened.at(-1) as FakeSocket;
let live: Live | undefined;

function begin(): Live {
  FakeSocket.opened = [];
  FakeSocket.refuse = 0;
  live = createLive({ url: 'ws://test/graphql', webSocketImpl: FakeSocket, wait: () => Promise.resolve() });
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
    expect(feed.state()).toBe('live');
    expect(lastSocket().subscribed).toHaveLength(1);
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

  test('ends when the server refuses it with GraphQL errors', async () => {
    const end = vi.fn();
    begin().follow({ query: 'subscription', variables: {} }, { next: vi.fn(), end });
    await settle();
    const { id } = lastSocket().subscribed[0] as Message;
    lastSocket().say({ type: 'error', id, payload: [{ message: 'no' }] });
    await settle();
    expect(end).toHaveBeenCalledTimes(1);
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
