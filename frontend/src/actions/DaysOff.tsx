import { Text } from '@mantine/core';
import { useQuery } from 'urql';
import { DaysOffDocument } from '../gql';
import { useI18n } from '../i18n';
import { dayAfter, formatDate, today } from '../lib/time';
import { useTimeZone } from '../lib/zone';
import { type DayOff, holidaysAhead, nextWorkday } from './workdays';

const AHEAD = 60;

/** Beside the field of a date: whether the carrier works on that day and which day is the next one, else its holidays ahead. */
export function DaysOff({ carrierId, day }: { carrierId: string | undefined; day: string }) {
  const { t, formatLocale } = useI18n();
  const now = today(useTimeZone());
  const from = day || now;
  const [{ data }] = useQuery({
    query: DaysOffDocument,
    variables: { from, to: dayAfter(from, AHEAD), carrierId: carrierId ?? '' },
    pause: carrierId === undefined,
  });
  const off = data?.daysOff ?? [];
  const chosen = off.find((one) => one.day === day);
  const named = (one: DayOff) =>
    [formatDate(one.day, formatLocale), one.name && `(${one.name})`].filter(Boolean).join(' ');
  if (chosen) {
    return (
      <Text size="xs" fw={600} mt={4} role="status">
        {t('field.dayOff', { day: named(chosen), next: formatDate(nextWorkday(off, day), formatLocale) })}
      </Text>
    );
  }
  const ahead = holidaysAhead(off);
  if (ahead.length === 0) return null;
  return (
    <Text size="xs" c="dimmed" mt={4}>
      {t('field.daysOffAhead', { days: ahead.map(named).join(', ') })}
    </Text>
  );
}
