import { Tooltip } from '@mantine/core';
import { useI18n } from '../i18n';
import { formatDate, formatInstant, type InstantStyle, relative, zoneName } from '../lib/time';
import { useTimeZone } from '../lib/zone';
import classes from './DateTime.module.css';

interface DateTimeProps {
  at: string | null | undefined;
  style?: InstantStyle | 'relative';
  /** A place whose own clock matters too, such as the losing carrier's. */
  local?: Clock | null;
}

/** A place's clock, and whose it is. */
export interface Clock {
  timeZone: string;
  name: string;
}

/** An instant in the person's zone; the tooltip has it in UTC and on the clock of the place it is about. */
export function DateTime({ at, style = 'short', local }: DateTimeProps) {
  return <Instant at={at} style={style} local={local} />;
}

/** A FOC date: an instant on the losing carrier's clock, so that it is the same day for everybody. */
export function FocDate({ at, style = 'short', local }: DateTimeProps & { style?: InstantStyle }) {
  return <Instant at={at} style={style} local={local} shownIn={local?.timeZone} />;
}

function Instant({ at, style = 'short', local, shownIn }: DateTimeProps & { shownIn?: string }) {
  const { formatLocale, t } = useI18n();
  const timeZone = useTimeZone();
  if (!at) return <span className={classes.none}>–</span>;
  const instant = new Date(at);
  const here = { locale: formatLocale, timeZone };
  const shown = { locale: formatLocale, timeZone: shownIn ?? timeZone };
  const elsewhere = shown.timeZone === timeZone ? '' : ` ${zoneName(shown.timeZone, formatLocale, instant)}`;
  const text = style === 'relative' ? relative(at, formatLocale) : formatInstant(at, shown, style) + elsewhere;
  const lines = [
    `${formatInstant(at, here)} ${zoneName(timeZone, formatLocale, instant)}`,
    t('ui.utc', { time: formatInstant(at, { locale: formatLocale, timeZone: 'UTC' }) }),
  ];
  if (local && local.timeZone !== timeZone) {
    const there = formatInstant(at, { locale: formatLocale, timeZone: local.timeZone });
    lines.push(`${there} ${zoneName(local.timeZone, formatLocale, instant)} · ${local.name}`);
  }
  return (
    <Tooltip label={lines.map((line) => <div key={line}>{line}</div>)} openDelay={350}>
      <time dateTime={at} className="tabular">
        {text}
      </time>
    </Tooltip>
  );
}

/** A calendar date, the same in every zone. */
export function PlainDate({ date }: { date: string | null | undefined }) {
  const { formatLocale } = useI18n();
  if (!date) return <span className={classes.none}>–</span>;
  return (
    <time dateTime={date} className="tabular">
      {formatDate(date, formatLocale)}
    </time>
  );
}
