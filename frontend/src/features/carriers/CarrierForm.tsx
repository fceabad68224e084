import { Button, Group, Select, Stack, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { IfMay, OnlyFor } from '../../actions/IfMay';
import { CarrierChangeDocument, CarrierCreateDocument, type CarrierRowFragment, type GatewayKind } from '../../gql';
import { type MessageKey, useI18n } from '../../i18n';
import { type FieldProblem, problemsOf } from '../../subjects/profiles/problems';
import { Notice } from '../../ui/Notice';
import { Contacts, carrierContacts } from './Contacts';

const GATEWAYS: Readonly<Record<GatewayKind, MessageKey>> = {
  MANUAL: 'carrier.gateway.MANUAL',
  SANDBOX: 'carrier.gateway.SANDBOX',
};
const TEXTS = ['name', 'country', 'region', 'timeZone', 'spid', 'coin', 'cupid', 'resporg', 'callbackUrl'] as const;
type Text = (typeof TEXTS)[number];
const LABELS: Record<Text, MessageKey> = {
  name: 'carrier.name',
  country: 'carrier.country',
  region: 'carrier.region',
  timeZone: 'carrier.timeZone',
  spid: 'carrier.spid',
  coin: 'carrier.coin',
  cupid: 'carrier.cupid',
  resporg: 'carrier.resporg',
  callbackUrl: 'carrier.callbackUrl',
};
const HINTS: Partial<Record<Text, MessageKey>> = {
  country: 'carrier.countryHint',
  region: 'carrier.regionHint',
  timeZone: 'carrier.timeZoneHint',
  callbackUrl: 'carrier.callbackHint',
};
const KNOWN = /^(name|country|region|timeZone|spid|coin|cupid|resporg|callbackUrl|networkFor.*|contacts.*)$/;

interface CarrierFormProps {
  /** The one to change; without one a new one is made. */
  carrier?: CarrierRowFragment;
  onSaved: (id: string) => void;
}

/** What the operator keeps of another provider; what is wrong is said at its field. */
export function CarrierForm({ carrier, onSaved }: CarrierFormProps) {
  const { t } = useI18n();
  const { save, busy } = useSaving(carrier);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const result = await save(fieldsOf(new FormData(event.currentTarget)));
    if (result?.__typename === 'Carrier') {
      setProblems([]);
      onSaved(result.id);
    } else {
      setProblems(problemsOf(result, t('action.notSent')));
    }
  };
  const others = problems.filter((problem) => !KNOWN.test(problem.path));
  const needs = carrier ? 'CARRIER_CHANGE' : 'CARRIER_CREATE';
  return (
    <form onSubmit={(event) => void onSubmit(event)} noValidate>
      <OnlyFor permission={needs}>
        <Stack gap="md">
          <Inputs carrier={carrier} problems={problems} />
          <Contacts contacts={carrier?.kept?.contacts ?? []} problems={problems} />
          {others.length > 0 && (
            <Notice tone="bad" urgent>
              {others.map((problem) => problem.message).join(' ')}
            </Notice>
          )}
          <IfMay permission={needs}>
            <Group justify="flex-end">
              <Button type="submit" loading={busy}>
                {t(carrier ? 'profile.save' : 'carrier.create')}
              </Button>
            </Group>
          </IfMay>
        </Stack>
      </OnlyFor>
    </form>
  );
}

function Inputs({ carrier, problems }: { carrier?: CarrierRowFragment; problems: readonly FieldProblem[] }) {
  const { t } = useI18n();
  const errorOf = (field: string) => problems.find(({ path }) => path.split('.')[0] === field)?.message;
  const texts: Partial<Record<Text, string | null>> = { ...carrier, callbackUrl: carrier?.kept?.callbackUrl };
  const input = (name: Text) => (
    <TextInput
      key={name}
      name={name}
      label={t(LABELS[name])}
      description={HINTS[name] && t(HINTS[name])}
      required={name === 'name' || name === 'country'}
      defaultValue={texts[name] ?? ''}
      error={errorOf(name)}
    />
  );
  return (
    <>
      {TEXTS.slice(0, 4).map(input)}
      <Group grow align="flex-start" preventGrowOverflow={false}>
        {TEXTS.slice(4, 8).map(input)}
      </Group>
      <TextInput
        name="networkFor"
        label={t('carrier.networkFor')}
        description={t('carrier.networkHint')}
        defaultValue={carrier?.networkFor.join(', ') ?? ''}
        error={errorOf('networkFor')}
      />
      <Select
        name="gateway"
        label={t('carrier.gateway')}
        allowDeselect={false}
        data={Object.entries(GATEWAYS).map(([value, label]) => ({ value, label: t(label) }))}
        defaultValue={carrier?.gateway ?? 'MANUAL'}
      />
      <Switch
        name="completesByItself"
        label={t('carrier.completesByItself')}
        defaultChecked={carrier?.completesByItself ?? false}
      />
      {input('callbackUrl')}
    </>
  );
}

/** What was filled in; an empty field is none. */
function fieldsOf(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const filled = (name: Text) => text(name) || null;
  return {
    name: text('name'),
    country: text('country'),
    region: filled('region'),
    timeZone: filled('timeZone'),
    spid: filled('spid'),
    coin: filled('coin'),
    cupid: filled('cupid'),
    resporg: filled('resporg'),
    callbackUrl: filled('callbackUrl'),
    networkFor: text('networkFor')
      .split(/[\s,;]+/)
      .filter(Boolean),
    gateway: text('gateway') as GatewayKind,
    completesByItself: form.get('completesByItself') !== null,
    contacts: carrierContacts(form),
  };
}

function useSaving(carrier: CarrierRowFragment | undefined) {
  const [{ fetching: creating }, create] = useMutation(CarrierCreateDocument);
  const [{ fetching: changing }, change] = useMutation(CarrierChangeDocument);
  const save = async ({ timeZone, ...fields }: ReturnType<typeof fieldsOf>) => {
    if (!carrier) return (await create({ input: { ...fields, timeZone } })).data?.carrierCreate;
    const zone = timeZone === null ? {} : { timeZone };
    const input = { ...fields, ...zone, id: carrier.id, expectedVersion: carrier.kept?.version };
    return (await change({ input })).data?.carrierChange;
  };
  return { save, busy: creating || changing };
}
