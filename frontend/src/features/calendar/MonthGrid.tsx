import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useMemo } from 'react';
import { useI18n } from '../../i18n';
import { formatDate } from '../../lib/time';
import classes from './Calendar.module.css';
import type { FocDay } from './days';
import { weeksOf } from './months';

interface MonthGridProps {
  month: string;
  days: readonly FocDay[];
  today: string;
  shown: string | undefined;
  onShow: (day: string) => void;
}

/** A month by weeks; how full a day is reads as a number and as the length of a bar. */
export function MonthGrid({ month, days, today, shown, onShow }: MonthGridProps) {
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
  most: number;
  shown: boolean;
  onShow: () => void;
}

function DayCell({ day, load, most, shown, onShow }: DayCellProps) {
  const { t, formatLocale } = useI18n();
  const date = <span className={classes.date}>{Number(day.slice(8))}</span>;
  if (!load) return <div className={classes.day}>{date}</div>;
  const counts = t('calendar.counts', { numbers: load.numberCount, requests: load.requestCount });
  return (
    <UnstyledButton className={classes.day} data-shown={shown || undefined} aria-pressed={shown} onClick={onShow}>
      <VisuallyHidden>{`${formatDate(day, formatLocale)}: ${counts}`}</VisuallyHidden>
      <span aria-hidden="true">{date}</span>
      <span className={classes.count} aria-hidden="true">
        {load.numberCount}
      </span>
      <span className={classes.bar} style={{ width: `${Math.max(8, (100 * load.numberCount) / most)}%` }} />
    </UnstyledButton>
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
