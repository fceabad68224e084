import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { FocCalendarDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { useRead, useSettled } from '../../lib/query';
import { useSession } from '../../lib/session';
import { today } from '../../lib/time';
import { useTimeZone } from '../../lib/zone';
import { AccountFilter } from '../../subjects/AccountFilter';
import { useJournal } from '../../subjects/useJournal';
import { Failed } from '../../ui/Failed';
import { Icon } from '../../ui/Icon';
import { Page, Section } from '../../ui/Page';
import { EmptyState, SkeletonRows } from '../../ui/states';
import { Toolbar } from '../../ui/Toolbar';
import classes from './Calendar.module.css';
import { CalendarLinks } from './CalendarLinks';
import { DayEntries } from './DayEntries';
import { type DayOff, type FocDay, nextBusy } from './days';
import { MonthGrid } from './MonthGrid';
import { firstDay, isMonth, lastDay, monthAfter } from './months';

const route = getRouteApi('/app/calendar');

const NONE: readonly FocDay[] = [];
const ALWAYS_ON: readonly DayOff[] = [];

/** What moves when: the load of each day of a month, and what is on a day. Days are counted on the losing carrier's clock. */
export function Calendar() {
  const { t } = useI18n();
  const { staff } = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  const now = today(useTimeZone());
  const month = isMonth(search.month) ? search.month : now.slice(0, 7);
  const read = useMonth(month, search.account ?? null);
  const days = read.data?.focCalendar ?? NONE;
  const shown = search.day?.startsWith(month) ? search.day : nextBusy(days, now);
  const turn = (to: string) => change({ month: to === now.slice(0, 7) ? undefined : to, day: undefined });
  return (
    <Page title={t('nav.calendar')} actions={<MonthTurner month={month} now={now.slice(0, 7)} onTurn={turn} />}>
      {staff && (
        <Toolbar label={t('calendar.filters')}>
          <AccountFilter chosen={search.account} onChange={(account) => change({ account })} />
        </Toolbar>
      )}
      {read.failure ? (
        <Failed failure={read.failure} onRetry={read.refresh} />
      ) : read.loading ? (
        <SkeletonRows rows={10} />
      ) : (
        <Days
          month={month}
          days={days}
          off={read.data?.daysOff ?? ALWAYS_ON}
          now={now}
          shown={shown}
          onShow={(day) => change({ day })}
        />
      )}
      <Section title={t('calendar.links')}>
        <CalendarLinks />
      </Section>
    </Page>
  );
}

function useMonth(month: string, accountId: string | null) {
  const read = useRead(
    FocCalendarDocument,
    useMemo(() => ({ from: firstDay(month), to: lastDay(month), accountId }), [month, accountId]),
  );
  useJournal(read.data?.journalCursor, {}, useSettled(read.refresh, 1_000));
  return read;
}

/** Which month is shown, and the way to the ones around it. */
function MonthTurner({ month, now, onTurn }: { month: string; now: string; onTurn: (month: string) => void }) {
  const { t, formatLocale } = useI18n();
  const title = new Intl.DateTimeFormat(formatLocale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return (
    <Group gap="xs">
      <ActionIcon aria-label={t('calendar.before')} size="lg" onClick={() => onTurn(monthAfter(month, -1))}>
        <span className={classes.back}>
          <Icon name="chevronRight" />
        </span>
      </ActionIcon>
      <Text fw={600} aria-live="polite" className={classes.month}>
        {title.format(new Date(`${month}-01T00:00:00Z`))}
      </Text>
      <ActionIcon aria-label={t('calendar.after')} size="lg" onClick={() => onTurn(monthAfter(month, 1))}>
        <Icon name="chevronRight" />
      </ActionIcon>
      <Button variant="default" onClick={() => onTurn(now)}>
        {t('calendar.thisMonth')}
      </Button>
    </Group>
  );
}

interface DaysProps {
  month: string;
  days: readonly FocDay[];
  off: readonly DayOff[];
  now: string;
  shown: string | undefined;
  onShow: (day: string) => void;
}

/** The month, and beside it the day that is chosen in it. */
function Days({ month, days, off, now, shown, onShow }: DaysProps) {
  const { t } = useI18n();
  const day = days.find((one) => one.day === shown);
  return (
    <div className={classes.columns}>
      <div>
        <MonthGrid month={month} days={days} off={off} today={now} shown={shown} onShow={onShow} />
        <Text size="xs" c="dimmed" className={classes.note}>
          {t('calendar.clock')}
        </Text>
      </div>
      <div className={classes.side}>
        {day ? (
          <DayEntries day={day} />
        ) : (
          <EmptyState
            icon="calendar"
            title={t(days.length === 0 ? 'calendar.none' : 'calendar.noneDay')}
            text={t('calendar.noneText')}
          />
        )}
      </div>
    </div>
  );
}
