import { Button, Group, Select, Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useQuery } from 'urql';
import { AccountsDocument, RequirementsOfferedDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { useSession } from '../../lib/session';
import { offeredTypes } from '../../subjects/requirements';
import type { Draft } from './draft';
import { RequirementCard } from './RequirementCard';
import type { Go } from './steps';

const route = getRouteApi('/app/porting-requests/new');

/** Which country and which type of number; at once shows what will be asked for. */
export function WhereStep({ draft, go }: { draft: Draft | null; go: Go }) {
  const { t, words, formatLocale } = useI18n();
  const { staff } = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [{ data }] = useQuery({ query: RequirementsOfferedDocument });
  const [{ data: accounts }] = useQuery({ query: AccountsDocument, pause: !staff || draft !== null });
  const offered = useMemo(() => offeredTypes(data?.requirements ?? []), [data]);
  const names = useMemo(() => new Intl.DisplayNames(formatLocale, { type: 'region' }), [formatLocale]);
  const country = draft?.country ?? search.country ?? null;
  const types = (country && offered.get(country)) || [];
  const type = draft?.numberType ?? types.find((known) => known === search.type) ?? null;
  const set = (change: { country?: string; type?: string; account?: string }) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const ready = country !== null && type !== null && (!staff || draft !== null || search.account !== undefined);
  return (
    <Stack gap="lg">
      {staff && !draft && (
        <Select
          label={t('new.account')}
          description={t('new.accountHint')}
          required
          searchable
          data={(accounts?.accounts ?? []).map((account) => ({ value: account.id, label: account.name }))}
          value={search.account ?? null}
          onChange={(account) => set({ account: account ?? undefined })}
          maw={420}
        />
      )}
      <Group gap="md" align="flex-start">
        <Select
          label={t('new.country')}
          required
          searchable
          disabled={draft !== null}
          data={[...offered.keys()].map((code) => ({ value: code, label: names.of(code) ?? code }))}
          value={country}
          onChange={(chosen) => set({ country: chosen ?? undefined, type: undefined })}
        />
        <Select
          label={t('new.type')}
          required
          disabled={country === null || draft !== null}
          data={types.map((value) => ({ value, label: words.numberType[value] }))}
          value={type}
          onChange={(chosen) => set({ type: chosen ?? undefined })}
        />
      </Group>
      {country && type && <RequirementCard country={country} numberType={type} />}
      <Group>
        <Button disabled={!ready} onClick={() => go('numbers')}>
          {t('ui.next')}
        </Button>
      </Group>
    </Stack>
  );
}
