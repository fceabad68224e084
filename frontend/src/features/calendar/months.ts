/** Months as `YYYY-MM` and days as `YYYY-MM-DD`: plain calendar arithmetic, no zone and no clock. */

export function isMonth(text: string | undefined): text is string {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text ?? '');
}

/** The month so many months away. */
export function monthAfter(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

export function firstDay(month: string): string {
  return `${month}-01`;
}

export function lastDay(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}

/** The weeks of a month, Monday first; places before and after it are empty. */
export function weeksOf(month: string): (string | null)[][] {
  const last = Number(lastDay(month).slice(8));
  const before = (new Date(`${month}-01T00:00:00Z`).getUTCDay() + 6) % 7;
  const days = Array.from({ length: last }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`);
  const places = [...Array.from({ length: before }, () => null), ...days];
  while (places.length % 7 !== 0) places.push(null);
  return Array.from({ length: places.length / 7 }, (_, week) => places.slice(week * 7, week * 7 + 7));
}
