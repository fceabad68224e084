const SIGNS = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

let seenAt = Date.now();
let toldAt = 0;

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

/** Whether somebody did something that the server was not told of: what a page asks by itself must not keep its session alive. */
export function isAttended(): boolean {
  return seenAt > toldAt;
}

/** The same, for a request that tells it. */
export function tellAttention(): boolean {
  const attended = isAttended();
  if (attended) toldAt = seenAt;
  return attended;
}
