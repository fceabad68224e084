import { Group, Select, Stack, Title } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useQuery } from 'urql';
import {
  CompanyProfileFindingsDocument,
  type CompanyProfilePartsFragment,
  type NumberType,
  RequirementsOfferedDocument,
} from '../../gql';
import { useI18n } from '../../i18n';
import { useRead } from '../../lib/query';
import { offeredTypes } from '../../subjects/requirements';
import { Failed } from '../../ui/Failed';
import { Notice } from '../../ui/Notice';
import { SkeletonRows } from '../../ui/states';

/** Whether a company profile is complete enough to port numbers of a country and type, and what it lacks. */
export function FindingsCheck({ profile }: { profile: CompanyProfilePartsFragment }) {
  const { t, words, formatLocale } = useI18n();
  const [{ data }] = useQuery({ query: RequirementsOfferedDocument });
  const offered = useMemo(() => offeredTypes(data?.requirements ?? []), [data]);
  const names = useMemo(() => new Intl.DisplayNames(formatLocale, { type: 'region' }), [formatLocale]);
  const [wished, setWished] = useState({ country: profile.country, type: '' });
  const types = offered.get(wished.country) ?? [];
  const type = types.find((known) => known === wished.type) ?? types[0] ?? null;
  return (
    <Stack gap="sm">
      <Title order={3}>{t('profile.check')}</Title>
      <Group gap="sm" align="flex-end">
        <Select
          label={t('new.country')}
          searchable
          allowDeselect={false}
          data={[...offered.keys()].map((code) => ({ value: code, label: names.of(code) ?? code }))}
          value={offered.has(wished.country) ? wished.country : null}
          onChange={(country) => setWished({ country: country ?? '', type: '' })}
        />
        <Select
          label={t('new.type')}
          allowDeselect={false}
          data={types.map((value) => ({ value, label: words.numberType[value] }))}
          value={type}
          onChange={(chosen) => setWished({ ...wished, type: chosen ?? '' })}
        />
      </Group>
      {type && (
        <Findings key={`${type} ${profile.version}`} profile={profile} country={wished.country} numberType={type} />
      )}
    </Stack>
  );
}

interface FindingsProps {
  profile: CompanyProfilePartsFragment;
  country: string;
  numberType: NumberType;
}

function Findings({ profile, country, numberType }: FindingsProps) {
  const { t } = useI18n();
  const { accountId } = profile;
  const read = useRead(
    CompanyProfileFindingsDocument,
    useMemo(() => ({ accountId, country, numberType }), [accountId, country, numberType]),
  );
  if (read.failure) return <Failed failure={read.failure} onRetry={read.refresh} />;
  const found = read.data?.companyProfiles.find((other) => other.id === profile.id)?.findings;
  if (!found) return <SkeletonRows rows={2} />;
  if (found.length === 0) {
    return (
      <Notice tone="good" icon="check">
        {t('profile.complete')}
      </Notice>
    );
  }
  return (
    <Notice tone="warn" title={t('profile.lacks', { count: found.length })}>
      {found.map((finding) => (
        <div key={`${finding.field} ${finding.message}`}>{finding.message}</div>
      ))}
    </Notice>
  );
}
