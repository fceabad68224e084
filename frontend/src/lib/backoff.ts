const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/** Milliseconds before the nth retry (0 is the first): doubling, capped, and jittered so that a restarted server is not stormed. */
export function backoffMs(retry: number, random: () => number = Math.random): number {
  const capped = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(retry, 10));
  return Math.round(capped * (0.5 + random()));
}

/** Waits, or returns at once when the browser says that the network came back. */
export function waitOrOnline(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      globalThis.removeEventListener?.('online', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    globalThis.addEventListener?.('online', done);
  });
}
