import { Button, Group, Select, SimpleGrid, Stack, TextInput, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useQuery } from 'urql';
import { DaysOff } from '../../actions/DaysOff';
import { given } from '../../actions/values';
import { ConfigurationProfilesDocument, RequirementDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { LosingCarrierField } from '../../subjects/LosingCarrierField';
import { type LosingCarrier, losingCarrierInput, losingCarrierOf } from '../../subjects/losingCarrier';
import { RequestField } from '../../subjects/RequestField';
import {
  type FieldValues,
  fieldInput,
  fieldOfPath,
  fieldValues,
  isKnownField,
  secretsGiven,
} from '../../subjects/requestFields';
import { Problems } from '../../ui/Problems';
import { CompanyProfileField } from './CompanyProfileField';
import { type Draft, useSaving } from './draft';
import type { Go } from './steps';

interface General {
  name: string;
  customerReference: string;
  callbackUrl: string;
  requestedDate: string;
  companyProfileId: string | null;
  losingCarrier: LosingCarrier;
  configurationProfileId: string | null;
}

/** Who the numbers belong to and where they are now, as this country's requirement asks it. */
export function DetailsStep({ draft, go }: { draft: Draft; go: Go }) {
  const { t } = useI18n();
  const saving = useSaving();
  const [values, setValues] = useState<FieldValues>(() => ({ ...fieldValues(draft), ...defaults(draft) }));
  const [general, setGeneral] = useState<General>(() => generalOf(draft));
  const [{ data }] = useQuery({
    query: RequirementDocument,
    variables: { country: draft.country, numberType: draft.numberType },
  });
  const needs = (data?.requirement?.fields ?? []).filter((need) => isKnownField(need.name));
  const errors = new Map(saving.problems.map((problem) => [fieldOfPath(problem.path), problem.message]));
  const kept = secretsGiven(draft);
  const shown = new Set<string>([...needs.map((need) => need.name), ...Object.keys(general), 'losing_carrier']);
  const others = saving.problems.filter((problem) => !shown.has(fieldOfPath(problem.path)));
  const set = (change: Partial<General>) => setGeneral({ ...general, ...change });

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const names = needs.map((need) => need.name);
    const { id } = await saving.update(draft, { ...generalInput(general, draft), ...fieldInput(values, names) });
    if (id) go('papers');
  };
  return (
    <form onSubmit={(event) => void save(event)} noValidate>
      <Stack gap="lg">
        <Stack gap="sm">
          <Title order={2}>{t('new.company')}</Title>
          <CompanyProfileField
            draft={draft}
            value={general.companyProfileId}
            error={errors.get('companyProfileId')}
            onChange={(companyProfileId) => set({ companyProfileId })}
          />
        </Stack>
        <Stack gap="sm">
          <Title order={2}>{t('new.subscriber')}</Title>
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" verticalSpacing="sm" style={{ alignItems: 'end' }}>
            <LosingCarrierField
              value={general.losingCarrier}
              error={errors.get('losing_carrier')}
              onChange={(losingCarrier) => set({ losingCarrier })}
              country={draft.country}
            />
            {needs.map((need) => (
              <RequestField
                key={need.name}
                need={need}
                value={values[need.name] ?? ''}
                error={errors.get(need.name)}
                kept={kept.includes(need.name)}
                onChange={(value) => setValues({ ...values, [need.name]: value })}
              />
            ))}
          </SimpleGrid>
        </Stack>
        <Wishes draft={draft} general={general} errors={errors} set={set} />
        <Problems sentences={others.map((problem) => problem.message)} />
        <Group gap="xs">
          <Button variant="default" onClick={() => go('numbers')}>
            {t('ui.back')}
          </Button>
          <Button type="submit" loading={saving.busy}>
            {t('new.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface WishesProps {
  draft: Draft;
  general: General;
  errors: ReadonlyMap<string, string>;
  set: (change: Partial<General>) => void;
}

/** What the customer would like, none of it required. */
function Wishes({ draft, general, errors, set }: WishesProps) {
  const { t } = useI18n();
  const [{ data }] = useQuery({ query: ConfigurationProfilesDocument, variables: { accountId: draft.accountId } });
  const text = (key: 'name' | 'customerReference' | 'callbackUrl', type = 'text') => (
    <TextInput
      type={type}
      label={t(`new.${key}`)}
      error={errors.get(key)}
      value={general[key]}
      onChange={(event) => set({ [key]: event.currentTarget.value })}
    />
  );
  return (
    <Stack gap="sm">
      <Title order={2}>{t('new.wishes')}</Title>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md" verticalSpacing="sm" style={{ alignItems: 'end' }}>
        {text('name')}
        {text('customerReference')}
        {draft.flow === 'STANDARD' && (
          <div>
            <TextInput
              type="date"
              label={t('field.requestedDate')}
              error={errors.get('requestedDate') ?? errors.get('requested_date')}
              value={general.requestedDate}
              onChange={(event) => set({ requestedDate: event.currentTarget.value })}
            />
            <DaysOff carrierId={draft.losingCarrier?.id} day={general.requestedDate} />
          </div>
        )}
        <Select
          label={t('field.profile')}
          description={t('new.profileHint')}
          clearable
          data={(data?.configurationProfiles ?? []).map((profile) => ({ value: profile.id, label: profile.name }))}
          value={general.configurationProfileId}
          onChange={(configurationProfileId) => set({ configurationProfileId })}
        />
        {text('callbackUrl', 'url')}
      </SimpleGrid>
    </Stack>
  );
}

function defaults(draft: Draft): FieldValues {
  return draft.subscriber.country ? {} : { 'subscriber.service_address.country': draft.country };
}

function generalOf(draft: Draft): General {
  return {
    name: draft.name ?? '',
    customerReference: draft.customerReference ?? '',
    callbackUrl: draft.callbackUrl ?? '',
    requestedDate: draft.requestedDate ?? '',
    companyProfileId: draft.companyProfile?.id ?? null,
    losingCarrier: losingCarrierOf(draft),
    configurationProfileId: draft.configurationProfile?.id ?? null,
  };
}

function generalInput(general: General, draft: Draft) {
  const { companyProfileId, configurationProfileId } = general;
  return {
    companyProfileId,
    ...losingCarrierInput(general.losingCarrier),
    configurationProfileId,
    name: given(general.name),
    customerReference: given(general.customerReference),
    callbackUrl: given(general.callbackUrl),
    // The Dutch flow has no wish: the customer performs the port when it is ready.
    ...(draft.flow === 'STANDARD' ? { requestedDate: given(general.requestedDate) } : {}),
  };
}
