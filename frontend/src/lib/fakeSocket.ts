/** A socket that a test speaks for the server on, and waits that it ends. */

type Message = { type: string; id?: string; payload?: { variables?: Record<string, unknown> } };

/** A server's side of graphql-transport-ws, as far as the dashboard uses it. */
export class FakeSocket {
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

  drop(code: number, reason = '') {
    this.readyState = FakeSocket.CLOSED;
    this.onclose?.({ code, reason, wasClean: code === 1000 });
  }

  say(message: object) {
    queueMicrotask(() => this.onmessage?.({ data: JSON.stringify(message) }));
  }

  get subscribed(): Message[] {
    return this.sent.filter((message) => message.type === 'subscribe');
  }

  get id(): string | undefined {
    return this.subscribed.at(-1)?.id;
  }

  push(page: Record<string, unknown>) {
    this.say({ type: 'next', id: this.id, payload: { data: { journal: page } } });
  }

  fail(code: string, data: Record<string, unknown> | null = null) {
    this.say({ type: 'next', id: this.id, payload: { data, errors: [{ message: 'no', extensions: { code } }] } });
  }
}

export const settle = () => new Promise((resolve) => setTimeout(resolve, 15));
export const lastSocket = () => FakeSocket.opened.at(-1) as FakeSocket;
/** Waits that end when the test says so; `asked` is after how many failures each was begun. */
export function heldBack() {
  const asked: number[] = [];
  let ends: (() => void)[] = [];
  return {
    asked,
    wait: (retry: number) => {
      asked.push(retry);
      return new Promise<void>((resolve) => ends.push(resolve));
    },
    go: () => {
      for (const end of ends) end();
      ends = [];
    },
  };
}
