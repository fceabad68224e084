import { dayAfter } from '../lib/time';

export interface DayOff {
  day: string;
  name: string | null;
}

const SHOWN = 3;

/** The first day after this one that is no day off. */
export function nextWorkday(off: readonly DayOff[], day: string): string {
  const free = new Set(off.map((one) => one.day));
  let next = dayAfter(day);
  while (free.has(next)) next = dayAfter(next);
  return next;
}

/** The next holidays that are not weekends anyway. */
export function holidaysAhead(off: readonly DayOff[]): readonly DayOff[] {
  return off.filter((one) => one.name !== null && !isWeekend(one.day)).slice(0, SHOWN);
}

function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
}
