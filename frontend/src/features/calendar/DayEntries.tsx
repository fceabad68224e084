import { Group, Text } from '@mantine/core';
import { useI18n } from '../../i18n';
import { formatDate } from '../../lib/time';
import { losingCarrierText } from '../../subjects/losingCarrier';
import { FocDate } from '../../ui/DateTime';
import { LinkAnchor } from '../../ui/links';
import { Section } from '../../ui/Page';
import { StatusBadge } from '../../ui/StatusBadge';
import classes from './Calendar.module.css';
import type { FocDay } from './days';

type Entry = FocDay['entries'][number];

/** What is on a day, request by request. */
export function DayEntries({ day }: { day: FocDay }) {
  const { t, formatLocale } = useI18n();
  return (
    <Section
      title={formatDate(day.day, formatLocale)}
      aside={
        <Text size="sm" c="dimmed">
          {t('calendar.counts', { numbers: day.numberCount, requests: day.requestCount })}
        </Text>
      }
    >
      <ul className={classes.entries}>
        {day.entries.map((entry) => (
          <li key={`${entry.requestId} ${entry.focAt}`}>
            <DayEntry entry={entry} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function DayEntry({ entry }: { entry: Entry }) {
  const { t } = useI18n();
  const clock = { timeZone: entry.timeZone, name: entry.losingCarrierName ?? entry.timeZone };
  const about = [entry.requestName, entry.accountName, losingCarrierText(entry, t)].filter(Boolean).join(' · ');
  return (
    <>
      <Group justify="space-between" gap="xs">
        <LinkAnchor to="/porting-requests/$id" params={{ id: entry.requestId }} size="sm" fw={600} className="tabular">
          {entry.requestReference}
        </LinkAnchor>
        <Text size="sm" component="span">
          <FocDate at={entry.focAt} style="time" local={clock} /> · {t('request.numbers', { count: entry.numberCount })}
        </Text>
      </Group>
      <Text size="xs" c="dimmed">
        {about}
      </Text>
      <Group gap={4} mt={2}>
        {entry.onlyPossible && (
          <StatusBadge tone="mute" label={t('calendar.onlyPossible')} hint={t('calendar.onlyPossibleHint')} />
        )}
        {entry.completedCount > 0 && (
          <StatusBadge tone="good" label={t('calendar.completed', { count: entry.completedCount })} />
        )}
        {entry.cancelingCount > 0 && (
          <StatusBadge tone="warn" label={t('calendar.canceling', { count: entry.cancelingCount })} />
        )}
        {entry.unconfiguredCount > 0 && (
          <StatusBadge
            tone="warn"
            label={t('calendar.unconfigured', { count: entry.unconfiguredCount })}
            hint={t('calendar.unconfiguredHint')}
          />
        )}
      </Group>
    </>
  );
}
