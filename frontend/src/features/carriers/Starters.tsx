import { Anchor, Button, Checkbox, Group, Select, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useMutation } from 'urql';
import {
  CarrierCreateDocument,
  StarterCarriersDocument,
  type StarterCarriersQuery,
  StarterCountriesDocument,
} from '../../gql';
import { useI18n } from '../../i18n';
import { useRead } from '../../lib/query';
import { problemsOf } from '../../subjects/profiles/problems';
import { Failed } from '../../ui/Failed';
import { Problems } from '../../ui/Problems';
import { SkeletonRows } from '../../ui/states';
import { codesOf } from './codes';

const NO_VARIABLES = {};
type Starter = StarterCarriersQuery['starterCarriers'][number];

/** Well-known carriers of a country, to be ticked and added. */
export function Starters({ onAdded }: { onAdded: (count: number) => void }) {
  const { t, formatLocale } = useI18n();
  const [country, setCountry] = useState<string | null>(null);
  const read = useRead(StarterCountriesDocument, NO_VARIABLES);
  const countries = useMemo(() => {
    const names = new Intl.DisplayNames(formatLocale, { type: 'region' });
    return (read.data?.starterCountries ?? [])
      .map((code) => ({ value: code, label: names.of(code) ?? code }))
      .sort((one, other) => one.label.localeCompare(other.label, formatLocale));
  }, [read.data, formatLocale]);
  return (
    <Stack gap="md">
      <Text size="sm">{t('carrier.startersText')}</Text>
      <Select label={t('carrier.startersCountry')} data={countries} value={country} searchable onChange={setCountry} />
      {country && <OfCountry key={country} country={country} onAdded={onAdded} />}
    </Stack>
  );
}

function OfCountry({ country, onAdded }: { country: string; onAdded: (count: number) => void }) {
  const { t } = useI18n();
  const read = useRead(StarterCarriersDocument, { country });
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const { add, busy, problems } = useAdding();
  if (read.failure) return <Failed failure={read.failure} onRetry={read.refresh} />;
  if (!read.data) return <SkeletonRows rows={5} />;
  const starters = read.data.starterCarriers;
  const chosen = starters.filter(({ name, carrierId }) => !carrierId && !left.has(name));
  const toggle = (name: string) =>
    setLeft((before) => new Set([...before].filter((each) => each !== name).concat(before.has(name) ? [] : name)));
  const onAdd = async () => {
    const count = await add(chosen);
    read.refresh();
    if (count > 0) onAdded(count);
  };
  return (
    <>
      <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {starters.map((starter) => (
          <li key={starter.name}>
            <Line starter={starter} chosen={chosen.includes(starter)} onToggle={() => toggle(starter.name)} />
          </li>
        ))}
      </Stack>
      <Problems sentences={problems} />
      <Group justify="flex-end">
        <Button disabled={chosen.length === 0} loading={busy} onClick={() => void onAdd()}>
          {t('carrier.startersAdd', { count: chosen.length })}
        </Button>
      </Group>
    </>
  );
}

function Line({ starter, chosen, onToggle }: { starter: Starter; chosen: boolean; onToggle: () => void }) {
  const { t } = useI18n();
  const kept = starter.carrierId !== null;
  const about = [codesOf(starter), kept ? t('carrier.startersKept') : ''].filter(Boolean).join(' · ');
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <Checkbox
        label={starter.name}
        description={about || undefined}
        checked={chosen || kept}
        disabled={kept}
        onChange={onToggle}
      />
      <Anchor href={starter.sourceUrl} target="_blank" rel="noreferrer" size="xs" title={starter.source}>
        {t('carrier.startersSource')}
      </Anchor>
    </Group>
  );
}

/** Makes each of them; what is refused is said, and stops no other. */
function useAdding() {
  const { t } = useI18n();
  const [, create] = useMutation(CarrierCreateDocument);
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<string[]>([]);
  const add = async (starters: readonly Starter[]): Promise<number> => {
    setBusy(true);
    const refused: string[] = [];
    for (const { name, country, spid, coin, cupid, resporg } of starters) {
      const { data } = await create({ input: { name, country, spid, coin, cupid, resporg } });
      const result = data?.carrierCreate;
      if (result?.__typename !== 'Carrier')
        refused.push(...problemsOf(result, t('action.notSent')).map(({ message }) => `${name}: ${message}`));
    }
    setProblems(refused);
    setBusy(false);
    return starters.length - refused.length;
  };
  return { add, busy, problems };
}
