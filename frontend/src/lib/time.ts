/** Instants are ISO strings in UTC, dates are `YYYY-MM-DD`; both are shown in a named time zone, never the browser's by accident. */

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale}|${timeZone}|${JSON.stringify(options)}`;
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, { timeZone, ...options });
    formatters.set(key, found);
  }
  return found;
}

export type InstantStyle = 'full' | 'short' | 'date' | 'time';

const STYLES: Record<InstantStyle, Intl.DateTimeFormatOptions> = {
  full: {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  },
  short: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  date: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
};

export function formatInstant(
  iso: string,
  where: { locale: string; timeZone: string },
  style: InstantStyle = 'full',
): string {
  return formatter(where.locale, where.timeZone, STYLES[style]).format(new Date(iso));
}

/** A calendar date has no zone: it reads the same everywhere. */
export function formatDate(date: string, locale: string): string {
  return formatter(locale, 'UTC', STYLES.date).format(new Date(`${date.slice(0, 10)}T00:00:00Z`));
}

/** The month of a date, which has no zone either. */
export function formatMonth(date: string, locale: string): string {
  return formatter(locale, 'UTC', { month: 'long', year: 'numeric' }).format(
    new Date(`${date.slice(0, 7)}-01T00:00:00Z`),
  );
}

/** The zone's short name at that instant, as in "CEST" or "GMT+2". */
export function zoneName(timeZone: string, locale: string, at: Date = new Date()): string {
  const parts = formatter(locale, timeZone, { timeZoneName: 'short' }).formatToParts(at);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
}

const RELATIVE_STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** "in 3 hours", "2 days ago"; under a minute it says "now". */
export function relative(iso: string, locale: string, now: number = Date.now()): string {
  const difference = Date.parse(iso) - now;
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  for (const [unit, size] of RELATIVE_STEPS) {
    if (Math.abs(difference) >= size) return words.format(Math.trunc(difference / size), unit);
  }
  return words.format(0, 'second');
}

export interface Remaining {
  days: number;
  hours: number;
  minutes: number;
  seconds: number;
  passed: boolean;
}

/** What is left until an instant, whole units, never negative. */
export function remaining(iso: string, now: number = Date.now()): Remaining {
  const left = Date.parse(iso) - now;
  const seconds = Math.max(0, Math.ceil(left / 1000));
  return {
    days: Math.floor(seconds / 86_400),
    hours: Math.floor((seconds % 86_400) / 3_600),
    minutes: Math.floor((seconds % 3_600) / 60),
    seconds: seconds % 60,
    passed: left <= 0,
  };
}

/** The last minute before a deadline: of a midnight 23:59 of the day that ends with it. */
export function lastMinute(iso: string): string {
  return new Date(Math.floor((Date.parse(iso) - 1) / 60_000) * 60_000).toISOString();
}

/** The wall clock of a zone at an instant, as `YYYY-MM-DD` and `HH:mm`. */
export function wallClock(iso: string, timeZone: string): { date: string; time: string } {
  const parts = formatter('en-CA', timeZone, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(iso));
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? '';
  return { date: `${part('year')}-${part('month')}-${part('day')}`, time: `${part('hour')}:${part('minute')}` };
}

/** The instant at which a zone's clocks show this date and time; a time that spring skips moves on by the skipped hour. */
export function instantAt(date: string, time: string, timeZone: string): string {
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  const shownAt = (instant: number) => {
    const shown = wallClock(new Date(instant).toISOString(), timeZone);
    return Date.parse(`${shown.date}T${shown.time}:00Z`);
  };
  const first = asUtc - (shownAt(asUtc) - asUtc);
  const second = first - (shownAt(first) - asUtc);
  const found = shownAt(second) === asUtc ? second : Math.max(first, second);
  return new Date(found).toISOString();
}

/** The day so many days later. */
export function dayAfter(day: string, count = 1): string {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + count);
  return next.toISOString().slice(0, 10);
}

/** Today's date in a zone. */
export function today(timeZone: string, now: Date = new Date()): string {
  return wallClock(now.toISOString(), timeZone).date;
}

/** The zones a person can choose, with the one they have. */
export function timeZones(chosen: string): string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', chosen])].sort();
}
