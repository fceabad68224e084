import { describe, expect, test } from 'vitest';
import {
  formatDate,
  formatInstant,
  instantAt,
  lastMinute,
  relative,
  remaining,
  today,
  wallClock,
  zoneName,
} from './time';

describe('an instant from a date and a time on a clock', () => {
  test('is the instant at which that zone shows them', () => {
    expect(instantAt('2026-12-03', '09:00', 'America/New_York')).toBe('2026-12-03T14:00:00.000Z');
    expect(instantAt('2026-07-03', '09:00', 'Europe/Amsterdam')).toBe('2026-07-03T07:00:00.000Z');
    expect(instantAt('2026-12-03', '00:00', 'UTC')).toBe('2026-12-03T00:00:00.000Z');
  });

  test('moves a time that spring skips on by the skipped hour', () => {
    const instant = instantAt('2026-03-29', '02:30', 'Europe/Amsterdam');
    expect(wallClock(instant, 'Europe/Amsterdam')).toEqual({ date: '2026-03-29', time: '03:30' });
  });

  test('takes the first of two instants that autumn shows twice', () => {
    const instant = instantAt('2026-10-25', '02:30', 'Europe/Amsterdam');
    expect(wallClock(instant, 'Europe/Amsterdam')).toEqual({ date: '2026-10-25', time: '02:30' });
  });
});

describe('times on the screen', () => {
  const at = '2026-12-03T14:05:00Z';

  test('are shown in the named zone, not in the machine’s', () => {
    expect(formatInstant(at, { locale: 'en-GB', timeZone: 'America/New_York' })).toBe('Thu, 3 Dec 2026, 09:05');
    expect(formatInstant(at, { locale: 'en-GB', timeZone: 'Asia/Tokyo' }, 'time')).toBe('23:05');
    expect(zoneName('Europe/Amsterdam', 'en-GB', new Date(at))).toBe('CET');
  });

  test('keep a calendar date the same in every zone', () => {
    expect(formatDate('2026-12-03', 'en-GB')).toBe('Thu, 3 Dec 2026');
  });

  test('say how long ago and how long until', () => {
    const now = Date.parse(at);
    expect(relative('2026-12-03T11:05:00Z', 'en-GB', now)).toBe('3 hours ago');
    expect(relative('2026-12-04T14:05:00Z', 'en-GB', now)).toBe('tomorrow');
    expect(relative('2026-12-03T14:05:20Z', 'en-GB', now)).toBe('now');
  });

  test('know the date that it is somewhere', () => {
    expect(today('Asia/Tokyo', new Date('2026-12-03T20:00:00Z'))).toBe('2026-12-04');
  });
});

test('a deadline at midnight is shown as the last minute of the day before', () => {
  expect(lastMinute('2027-02-28T23:00:00Z')).toBe('2027-02-28T22:59:00.000Z');
  expect(lastMinute('2027-02-28T23:00:30Z')).toBe('2027-02-28T23:00:00.000Z');
});

describe('what remains until a deadline', () => {
  const now = Date.parse('2026-12-03T12:00:00Z');

  test('is counted in whole units', () => {
    expect(remaining('2026-12-05T13:02:03Z', now)).toEqual({
      days: 2,
      hours: 1,
      minutes: 2,
      seconds: 3,
      passed: false,
    });
  });

  test('is nothing once the deadline is there', () => {
    expect(remaining('2026-12-03T12:00:00Z', now)).toMatchObject({ days: 0, seconds: 0, passed: true });
    expect(remaining('2026-12-03T11:00:00Z', now).passed).toBe(true);
  });
});
