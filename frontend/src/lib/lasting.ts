import { useEffect, useState } from 'react';
import { isAttended } from './attention';
import { lookAgain, sessionEndsAt } from './session';

const TOLD_EVERY_MS = 60_000;
const LOOKED_EVERY_MS = 5_000;
const WARNED_MS = 120_000;

/**
 * How many seconds the session still lasts, once that is said; null before. Tells the server of touches and typing that ask it nothing,
 * and asks before it says so, as somebody may be busy in another tab; at the end it asks once more, which leads to the sign-in.
 */
export function useSessionEnd(): number | null {
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    let toldAt = Date.now();
    const look = async () => {
      const short = sessionEndsAt() - Date.now() <= WARNED_MS;
      if (short || (isAttended() && Date.now() - toldAt >= TOLD_EVERY_MS)) {
        toldAt = Date.now();
        await lookAgain();
      }
      const remaining = sessionEndsAt() - Date.now();
      setLeft(remaining <= WARNED_MS ? Math.max(0, Math.round(remaining / 1_000)) : null);
    };
    const timer = setInterval(() => void look(), LOOKED_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return left;
}
