import { Button, Fieldset, Group, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { OperatorChangeDocument, type OperatorPartsFragment, OperatorSettingsDocument } from '../../gql';
import { type MessageKey, useI18n } from '../../i18n';
import { refreshOperator } from '../../lib/operator';
import { useRead } from '../../lib/query';
import { useMay } from '../../lib/session';
import { timeZones } from '../../lib/time';
import { type FieldProblem, problemsOf } from '../../subjects/profiles/problems';
import { Failed } from '../../ui/Failed';
import { Notice } from '../../ui/Notice';
import { Section } from '../../ui/Page';
import { Problems } from '../../ui/Problems';
import { SkeletonRows } from '../../ui/states';
import { toast } from '../../ui/toast';
import { Logo } from './Logo';

const NO_VARIABLES = {};
const TEXTS = ['name', 'country', 'currency', 'countries', 'mailName', 'mailAddress'] as const;
type Text = (typeof TEXTS)[number];
const HINTS: Partial<Record<Text, MessageKey>> = {
  name: 'operator.nameHint',
  currency: 'operator.currencyHint',
  countries: 'operator.countriesHint',
  mailAddress: 'operator.mailHint',
};

/** Who runs this installation, as its own administrators say. */
export function Operator() {
  const { t } = useI18n();
  const may = useMay();
  const read = useRead(OperatorSettingsDocument, NO_VARIABLES);
  if (read.failure) return <Failed failure={read.failure} onRetry={read.refresh} />;
  if (!read.data) return <SkeletonRows rows={6} />;
  const settings = read.data.operatorSettings;
  const readOnly = !may('OPERATOR_CHANGE');
  const onSaved = (message: MessageKey) => {
    toast('done', t(message));
    void refreshOperator();
    read.refresh();
  };
  return (
    <>
      <Section title={t('operator.title')}>
        {readOnly && <OnlyRead />}
        <OperatorForm key={settings.version} settings={settings} readOnly={readOnly} onSaved={onSaved} />
      </Section>
      <Section title={t('operator.logo')}>
        <Logo settings={settings} readOnly={readOnly} onSaved={onSaved} />
      </Section>
    </>
  );
}

function OnlyRead() {
  const { t } = useI18n();
  return (
    <Stack mb="md">
      <Notice tone="mute" icon="lock">
        {t('operator.readOnly')}
      </Notice>
    </Stack>
  );
}

interface OperatorFormProps {
  settings: OperatorPartsFragment;
  readOnly: boolean;
  onSaved: (message: MessageKey) => void;
}

function OperatorForm({ settings, readOnly, onSaved }: OperatorFormProps) {
  const { t } = useI18n();
  const [{ fetching }, change] = useMutation(OperatorChangeDocument);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = fieldsOf(new FormData(event.currentTarget));
    const { data } = await change({ input: { ...fields, expectedVersion: settings.version } });
    const result = data?.operatorChange;
    if (result?.__typename !== 'OperatorSettings') return setProblems(problemsOf(result, t('action.notSent')));
    setProblems([]);
    onSaved('operator.saved');
  };
  return (
    <form onSubmit={(event) => void onSubmit(event)} noValidate>
      <Fieldset variant="unstyled" disabled={readOnly}>
        <Stack gap="md" maw={720}>
          <Inputs settings={settings} problems={problems} />
          <Problems sentences={problems.filter(({ path }) => path === '').map(({ message }) => message)} />
          {!readOnly && (
            <Group>
              <Button type="submit" loading={fetching}>
                {t('settings.save')}
              </Button>
            </Group>
          )}
        </Stack>
      </Fieldset>
    </form>
  );
}

function Inputs({ settings, problems }: { settings: OperatorPartsFragment; problems: readonly FieldProblem[] }) {
  const { t } = useI18n();
  const errorOf = (name: string) => problems.find(({ path }) => path.split('.')[0] === name)?.message;
  const input = (name: Text) => {
    const value = settings[name];
    return (
      <TextInput
        key={name}
        name={name}
        label={t(`operator.${name}`)}
        description={HINTS[name] && t(HINTS[name], { from: settings.mailFrom })}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        defaultValue={typeof value === 'string' ? value : (value?.join(', ') ?? '')}
        error={errorOf(name)}
      />
    );
  };
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }} verticalSpacing="sm">
        {TEXTS.slice(0, 2).map(input)}
        <Select
          name="timeZone"
          label={t('operator.timeZone')}
          description={t('operator.timeZoneHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          data={timeZones(settings.timeZone ?? 'UTC')}
          defaultValue={settings.timeZone}
          clearable
          searchable
          error={errorOf('timeZone')}
        />
        {TEXTS.slice(2, 4).map(input)}
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, sm: 2 }} verticalSpacing="sm">
        {TEXTS.slice(4).map(input)}
      </SimpleGrid>
    </>
  );
}

/** What was filled in; an empty field is not set, and the default holds. */
function fieldsOf(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? '').trim() || null;
  return {
    name: text('name'),
    country: text('country'),
    timeZone: text('timeZone'),
    currency: text('currency'),
    countries: (text('countries') ?? '').split(/[\s,;]+/).filter(Boolean),
    mailName: text('mailName'),
    mailAddress: text('mailAddress'),
  };
}
