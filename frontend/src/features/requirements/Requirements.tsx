import { Select, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { type NumberType, RequirementsDocument, RequirementsOfferedDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { useRead } from '../../lib/query';
import { useMay } from '../../lib/session';
import { offeredTypes } from '../../subjects/requirements';
import { Failed } from '../../ui/Failed';
import { LinkAnchor } from '../../ui/links';
import { Page } from '../../ui/Page';
import { EmptyState, SkeletonRows } from '../../ui/states';
import { Toolbar } from '../../ui/Toolbar';
import { Override } from './Override';
import { RequirementSection } from './RequirementSection';
import classes from './Requirements.module.css';

const route = getRouteApi('/app/requirements');
const NO_VARIABLES = {};

/** What each country asks for before a number can move, type by type. */
export function Requirements() {
  const { t, words, formatLocale } = useI18n();
  const { country } = route.useSearch();
  const navigate = route.useNavigate();
  const read = useRead(RequirementsOfferedDocument, NO_VARIABLES);
  const offered = useMemo(() => offeredTypes(read.data?.requirements ?? []), [read.data]);
  const countries = useMemo(() => {
    const names = new Intl.DisplayNames(formatLocale, { type: 'region' });
    return [...offered.keys()]
      .map((code) => ({ value: code, label: names.of(code) ?? code }))
      .sort((one, other) => one.label.localeCompare(other.label, formatLocale));
  }, [offered, formatLocale]);
  return (
    <Page title={t('nav.requirements')}>
      <Toolbar label={t('requirement.filters')}>
        <Select
          aria-label={t('new.country')}
          placeholder={t('new.country')}
          searchable
          clearable
          data={countries}
          value={country && offered.has(country) ? country : null}
          onChange={(chosen) => void navigate({ search: { country: chosen ?? undefined } })}
        />
      </Toolbar>
      {read.failure ? (
        <Failed failure={read.failure} onRetry={read.refresh} />
      ) : read.loading ? (
        <SkeletonRows rows={12} />
      ) : country ? (
        <OfCountry key={country} country={country} />
      ) : countries.length === 0 ? (
        <EmptyState icon="book" title={t('requirement.none')} />
      ) : (
        <ul className={classes.countries}>
          {countries.map(({ value, label }) => (
            <li key={value}>
              <LinkAnchor to="/requirements" search={{ country: value }} fw={600}>
                {label}
              </LinkAnchor>
              <Text size="sm" c="dimmed">
                {(offered.get(value) ?? []).map((type) => words.numberType[type]).join(', ')}
              </Text>
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}

function OfCountry({ country }: { country: string }) {
  const { t } = useI18n();
  const may = useMay();
  const { open } = route.useSearch();
  const navigate = route.useNavigate();
  const read = useRead(
    RequirementsDocument,
    useMemo(() => ({ country }), [country]),
  );
  if (read.failure) return <Failed failure={read.failure} onRetry={read.refresh} />;
  if (read.loading) return <SkeletonRows rows={12} />;
  const found = read.data?.requirements ?? [];
  if (found.length === 0) return <EmptyState icon="search" title={t('requirement.none')} />;
  const show = (open?: NumberType) => void navigate({ search: (before) => ({ ...before, open }) });
  const opened = may('REQUIREMENT_READ_OVERRIDES') ? found.find(({ numberType }) => numberType === open) : undefined;
  return (
    <>
      {found.map((requirement) => (
        <RequirementSection
          key={requirement.numberType}
          requirement={requirement}
          onOpen={() => show(requirement.numberType)}
        />
      ))}
      <Override country={country} numberType={opened?.numberType} onSaved={read.refresh} onClose={() => show()} />
    </>
  );
}
