const UNATTENDED_AFTER_MS = 10 * 60_000;
const SIGNS = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

let seenAt = Date.now();

/** Starts watching for somebody in front of the page. */
export function watchForAttention(target: Window = window): () => void {
  const seen = () => {
    seenAt = Date.now();
  };
  for (const sign of SIGNS) target.addEventListener(sign, seen, { capture: true, passive: true });
  return () => {
    for (const sign of SIGNS) target.removeEventListener(sign, seen, { capture: true });
  };
}

/** Whether anybody has touched the page lately. What a forgotten tab asks by itself must not keep its session alive. */
export function isAttended(now = Date.now()): boolean {
  return now - seenAt < UNATTENDED_AFTER_MS;
}
