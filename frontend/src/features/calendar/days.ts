import type { FocCalendarQuery } from '../../gql';

/** A day on which something moves, with what does. */
export type FocDay = FocCalendarQuery['focCalendar'][number];

/** A day on which carriers do not work, and which. */
export type DayOff = FocCalendarQuery['daysOff'][number];

/** The day a month opens on: the next one with something on it, else its first. */
export function nextBusy(days: readonly FocDay[], now: string): string | undefined {
  return (days.find((one) => one.day >= now) ?? days[0])?.day;
}
