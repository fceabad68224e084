const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/** Milliseconds before the nth retry (0 is the first): by chance, up to a bound that doubles, so that a restarted server is not stormed. */
export function backoffMs(retry: number, random: () => number = Math.random): number {
  const capped = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(retry, 10));
  return Math.round(capped * random());
}

/** How long a server that stops asks to be left alone, by the reason it closed a socket for; undefined where it says nothing of it. */
export function restartMs(code: number, reason: string): number | undefined {
  const told = code === 1012 ? /come back in (\d+) ms$/.exec(reason)?.[1] : undefined;
  return told === undefined ? undefined : Number(told);
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
