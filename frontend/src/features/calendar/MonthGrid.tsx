import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useMemo } from 'react';
import { useI18n } from '../../i18n';
import { formatDate } from '../../lib/time';
import classes from './Calendar.module.css';
import type { DayOff, FocDay } from './days';
import { weeksOf } from './months';

interface MonthGridProps {
  month: string;
  days: readonly FocDay[];
  /** When carriers do not work. */
  off: readonly DayOff[];
  today: string;
  shown: string | undefined;
  onShow: (day: string) => void;
}

/** A month by weeks; how full a day is reads as a number and as the length of a bar. */
export function MonthGrid({ month, days, off, today, shown, onShow }: MonthGridProps) {
  const { t, formatLocale } = useI18n();
  const byDay = useMemo(() => new Map(days.map((day) => [day.day, day])), [days]);
  const most = Math.max(1, ...days.map((day) => day.numberCount));
  return (
    <table className={classes.grid}>
      <caption className={classes.caption}>{t('calendar.load')}</caption>
      <thead>
        <tr>
          {weekdays(formatLocale).map(({ short, long }) => (
            <th key={long} scope="col" abbr={long}>
              {short}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week.find(Boolean)}>
            {week.map((day, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a week has seven places, and they stay where they are
              <td key={place} data-today={day === today || undefined}>
                {day && (
                  <DayCell
                    day={day}
                    load={byDay.get(day)}
                    off={off.filter((one) => one.day === day)}
                    most={most}
                    shown={day === shown}
                    onShow={() => onShow(day)}
                  />
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface DayCellProps {
  day: string;
  load: FocDay | undefined;
  off: readonly DayOff[];
  most: number;
  shown: boolean;
  onShow: () => void;
}

function DayCell({ day, load, off, most, shown, onShow }: DayCellProps) {
  const { t, formatLocale } = useI18n();
  const date = <span className={classes.date}>{Number(day.slice(8))}</span>;
  const free = off.length > 0 && <Off off={off} />;
  if (!load) {
    return (
      <div className={classes.day}>
        {date}
        {free}
      </div>
    );
  }
  const counts = t('calendar.counts', { numbers: load.numberCount, requests: load.requestCount });
  return (
    <UnstyledButton className={classes.day} data-shown={shown || undefined} aria-pressed={shown} onClick={onShow}>
      <VisuallyHidden>{`${formatDate(day, formatLocale)}: ${counts}`}</VisuallyHidden>
      <span aria-hidden="true">{date}</span>
      <span className={classes.count} aria-hidden="true">
        {load.numberCount}
      </span>
      {free}
      <span className={classes.bar} style={{ width: `${Math.max(8, (100 * load.numberCount) / most)}%` }} />
    </UnstyledButton>
  );
}

/** Which holidays it is, and for whom. */
function Off({ off }: { off: readonly DayOff[] }) {
  const { t } = useI18n();
  const named = off.map((one) => ({
    name: one.name ?? t('calendar.offByOperator'),
    carriers: one.carriers.join(', '),
  }));
  return (
    <span className={classes.off} title={named.map((one) => t('calendar.off', one)).join('\n')}>
      {named.map((one) => one.name).join(', ')}
    </span>
  );
}

/** Monday first, in the reader's language. The first of January 2024 was a Monday. */
function weekdays(locale: string): { short: string; long: string }[] {
  const named = (weekday: 'short' | 'long') => new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, index) => {
    const day = new Date(Date.UTC(2024, 0, 1 + index));
    return { short: named('short').format(day), long: named('long').format(day) };
  });
}
