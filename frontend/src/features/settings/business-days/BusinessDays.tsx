import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { IfMay } from '../../../actions/IfMay';
import { BusinessCalendarDocument, BusinessPlacesDocument } from '../../../gql';
import { useI18n } from '../../../i18n';
import { useRead } from '../../../lib/query';
import { today } from '../../../lib/time';
import { useTimeZone } from '../../../lib/zone';
import { Failed } from '../../../ui/Failed';
import { Icon } from '../../../ui/Icon';
import { Section } from '../../../ui/Page';
import { ShortTable } from '../../../ui/ShortTable';
import { SidePanel } from '../../../ui/SidePanel';
import { EmptyState, SkeletonRows } from '../../../ui/states';
import { DayForm } from './DayForm';
import { DAY_ROWS, dayColumns } from './days';

const route = getRouteApi('/app/settings/business-days');
const NO_VARIABLES = {};
const YEARS_AHEAD = [-1, 0, 1, 2, 3];

interface Place {
  country: string;
  region: string | null;
  year: number;
}

/** The free days of a year where carriers work, and those the operator counts otherwise. */
export function BusinessDays() {
  const { t } = useI18n();
  const read = useRead(BusinessPlacesDocument, NO_VARIABLES);
  const place = usePlace(read.data?.carriers[0]?.country ?? read.data?.requirements[0]?.country ?? '');
  const countries = [...(read.data?.requirements ?? []), ...(read.data?.carriers ?? [])].map(({ country }) => country);
  if (read.failure) return <Failed failure={read.failure} onRetry={read.refresh} />;
  if (read.loading) return <SkeletonRows rows={10} />;
  if (!place.country) return <EmptyState icon="calendar" title={t('businessDay.noPlaces')} />;
  return <Year key={`${place.country} ${place.region}`} {...place} countries={countries} />;
}

/** What the address asks for; without a word of it this year, where the first carrier works. */
function usePlace(first: string): Place {
  const search = route.useSearch();
  const now = Number(today(useTimeZone()).slice(0, 4));
  const year = Number(search.year);
  return {
    country: search.country ?? first,
    region: search.region ?? null,
    year: Number.isInteger(year) && year >= 1950 && year <= 2100 ? year : now,
  };
}

function Year({ countries, ...place }: Place & { countries: readonly string[] }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { open } = route.useSearch();
  const navigate = route.useNavigate();
  const { country, region, year } = place;
  const read = useRead(
    BusinessCalendarDocument,
    useMemo(() => ({ country, region, year }), [country, region, year]),
  );
  const found = read.data?.businessCalendar;
  const columns = useMemo(() => dayColumns(i18n), [i18n]);
  const show = (day?: string) => void navigate({ search: (before) => ({ ...before, open: day }), replace: true });
  const onDone = () => {
    read.refresh();
    show();
  };
  return (
    <Section title={t('businessDay.title')} aside={<SetButton onClick={() => show('new')} />}>
      <Stack gap="md">
        <Text size="sm" c="dimmed" maw={640}>
          {t('businessDay.intro')}
        </Text>
        <Where {...place} countries={countries} regions={found?.regions ?? []} shown={found?.region ?? null} />
        {read.failure ? (
          <Failed failure={read.failure} onRetry={read.refresh} />
        ) : !found ? (
          <SkeletonRows rows={10} />
        ) : found.days.length === 0 ? (
          <EmptyState icon="calendar" title={t('businessDay.none')} text={t('businessDay.noneText')} />
        ) : (
          <ShortTable
            {...DAY_ROWS}
            label={t('businessDay.title')}
            rows={found.days}
            columns={columns}
            onOpen={({ day }) => show(day)}
          />
        )}
      </Stack>
      <SidePanel opened={open !== undefined && found !== undefined} title={t('businessDay.set')} onClose={() => show()}>
        {open && found && (
          <DayForm
            key={open}
            country={country}
            day={found.days.find(({ day }) => day === open)}
            asked={open === 'new' ? '' : open}
            onDone={onDone}
          />
        )}
      </SidePanel>
    </Section>
  );
}

function SetButton({ onClick }: { onClick: () => void }) {
  const { t } = useI18n();
  return (
    <IfMay permission="BUSINESS_DAY_OVERRIDE">
      <Button leftSection={<Icon name="plus" size={14} />} onClick={onClick}>
        {t('businessDay.set')}
      </Button>
    </IfMay>
  );
}

interface WhereProps extends Place {
  countries: readonly string[];
  regions: readonly { code: string; name: string }[];
  /** Whose holidays are shown where no region is chosen. */
  shown: string | null;
}

/** The country, a region of it, and the year. */
function Where({ country, region, year, countries, regions, shown }: WhereProps) {
  const { t, formatLocale } = useI18n();
  const navigate = route.useNavigate();
  const now = Number(today(useTimeZone()).slice(0, 4));
  const names = useMemo(() => new Intl.DisplayNames(formatLocale, { type: 'region' }), [formatLocale]);
  const places = [...new Set([country, ...countries])]
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((one, other) => one.label.localeCompare(other.label, formatLocale));
  const usual = regions.find(({ code }) => code === shown)?.name ?? t('businessDay.wholeCountry');
  const years = [...new Set([year, ...YEARS_AHEAD.map((ahead) => now + ahead)])].sort().map(String);
  return (
    <Group component="search" gap="xs" aria-label={t('businessDay.where')}>
      <Select
        aria-label={t('new.country')}
        searchable
        allowDeselect={false}
        data={places}
        value={country}
        onChange={(next) => next && void navigate({ search: { country: next, year: String(year) } })}
      />
      {regions.length > 0 && (
        <Select
          aria-label={t('businessDay.region')}
          searchable
          clearable
          placeholder={t('businessDay.usual', { place: usual })}
          data={regions.map(({ code, name }) => ({ value: code, label: name }))}
          value={region}
          onChange={(next) => void navigate({ search: (before) => ({ ...before, region: next ?? undefined }) })}
        />
      )}
      <Select
        aria-label={t('businessDay.year')}
        allowDeselect={false}
        w={96}
        data={years}
        value={String(year)}
        onChange={(next) => next && void navigate({ search: (before) => ({ ...before, year: next }) })}
      />
    </Group>
  );
}
