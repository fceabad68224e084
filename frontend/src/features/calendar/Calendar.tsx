import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { FocCalendarDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { useRead, useSettled } from '../../lib/query';
import { today } from '../../lib/time';
import { useTimeZone } from '../../lib/zone';
import { useAccounts } from '../../subjects/useAccounts';
import { useJournal } from '../../subjects/useJournal';
import { Failed } from '../../ui/Failed';
import { FilterMenu } from '../../ui/FilterMenu';
import { Icon } from '../../ui/Icon';
import { Page, Section } from '../../ui/Page';
import { EmptyState, SkeletonRows } from '../../ui/states';
import { Toolbar } from '../../ui/Toolbar';
import classes from './Calendar.module.css';
import { CalendarLinks } from './CalendarLinks';
import { DayEntries } from './DayEntries';
import { type FocDay, nextBusy } from './days';
import { MonthGrid } from './MonthGrid';
import { firstDay, isMonth, lastDay, monthAfter } from './months';

const route = getRouteApi('/app/calendar');

const NONE: readonly FocDay[] = [];

/** What moves when: the load of each day of a month, and what is on a day. Days are counted on the losing carrier's clock. */
export function Calendar() {
  const { t, formatLocale } = useI18n();
  const { staff, accounts } = useAccounts();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  const now = today(useTimeZone());
  const month = isMonth(search.month) ? search.month : now.slice(0, 7);
  const account = search.account ?? null;
  const read = useRead(
    FocCalendarDocument,
    useMemo(() => ({ from: firstDay(month), to: lastDay(month), accountId: account }), [month, account]),
  );
  useJournal(read.data?.journalCursor, {}, useSettled(read.refresh, 1_000));
  const days = read.data?.focCalendar ?? NONE;
  const shown = search.day?.startsWith(month) ? search.day : nextBusy(days, now);
  const day = days.find((one) => one.day === shown);
  const turn = (to: string) => change({ month: to === now.slice(0, 7) ? undefined : to, day: undefined });
  const title = new Intl.DateTimeFormat(formatLocale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return (
    <Page
      title={t('nav.calendar')}
      actions={
        <Group gap="xs">
          <ActionIcon aria-label={t('calendar.before')} size="lg" onClick={() => turn(monthAfter(month, -1))}>
            <span className={classes.back}>
              <Icon name="chevronRight" />
            </span>
          </ActionIcon>
          <Text fw={600} aria-live="polite" className={classes.month}>
            {title.format(new Date(`${month}-01T00:00:00Z`))}
          </Text>
          <ActionIcon aria-label={t('calendar.after')} size="lg" onClick={() => turn(monthAfter(month, 1))}>
            <Icon name="chevronRight" />
          </ActionIcon>
          <Button variant="default" onClick={() => turn(now.slice(0, 7))}>
            {t('calendar.thisMonth')}
          </Button>
        </Group>
      }
    >
      {staff && (
        <Toolbar label={t('calendar.filters')}>
          <FilterMenu
            single
            label={t('numbers.account')}
            options={accounts.map(({ id, name }) => ({ value: id, label: name }))}
            chosen={account ? [account] : []}
            onChange={(chosen) => change({ account: chosen[0] })}
          />
        </Toolbar>
      )}
      {read.failure ? (
        <Failed failure={read.failure} onRetry={read.refresh} />
      ) : read.loading ? (
        <SkeletonRows rows={10} />
      ) : (
        <div className={classes.columns}>
          <div>
            <MonthGrid month={month} days={days} today={now} shown={shown} onShow={(next) => change({ day: next })} />
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
      )}
      <Section title={t('calendar.links')}>
        <CalendarLinks />
      </Section>
    </Page>
  );
}
