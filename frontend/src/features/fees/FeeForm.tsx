import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { IfMay, OnlyFor } from '../../actions/IfMay';
import { FeeChangeDocument, type FeePer, type FeeRowFragment, FeeSetDocument, type NumberType } from '../../gql';
import { useI18n } from '../../i18n';
import { decimalOf, minorOf } from '../../lib/money';
import { type FieldProblem, problemsOf } from '../../subjects/profiles/problems';
import { Notice } from '../../ui/Notice';

const PER: readonly FeePer[] = ['NUMBER', 'REQUEST'];
const FIELDS = ['country', 'currency', 'amountMinor', 'validFrom', 'validUntil'];

interface FeeFormProps {
  /** The one to change; without one a new one is set. */
  fee?: FeeRowFragment;
  onSaved: () => void;
}

/** What a port-out costs; one that was billed is only shown. */
export function FeeForm({ fee, onSaved }: FeeFormProps) {
  const { t } = useI18n();
  const { save, busy } = useSaving(fee);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = fieldsOf(new FormData(event.currentTarget), fee?.currency);
    if (fields === null) {
      setProblems([{ path: 'amountMinor', message: t('fee.amountHint') }]);
      return;
    }
    const result = await save(fields);
    if (result?.__typename === 'Fee') onSaved();
    else setProblems(problemsOf(result, t('action.notSent')));
  };
  const others = problems.filter((problem) => !FIELDS.includes(problem.path));
  if (fee?.billedAt) return <Text size="sm">{t('fee.billedText')}</Text>;
  return (
    <form onSubmit={(event) => void onSubmit(event)} noValidate>
      <OnlyFor permission="FEE_SCHEDULE_SET">
        <Stack gap="md">
          <Inputs fee={fee} problems={problems} />
          {others.length > 0 && (
            <Notice tone="bad" urgent>
              {others.map((problem) => problem.message).join(' ')}
            </Notice>
          )}
          <IfMay permission="FEE_SCHEDULE_SET">
            <Group justify="flex-end">
              <Button type="submit" loading={busy}>
                {t(fee ? 'profile.save' : 'fee.set')}
              </Button>
            </Group>
          </IfMay>
        </Stack>
      </OnlyFor>
    </form>
  );
}

function Inputs({ fee, problems }: { fee?: FeeRowFragment; problems: readonly FieldProblem[] }) {
  const { t, words } = useI18n();
  const errorOf = (field: string) => problems.find((problem) => problem.path === field)?.message;
  const types = Object.entries(words.numberType).map(([value, label]) => ({ value, label }));
  const day = (name: 'validFrom' | 'validUntil') => (
    <TextInput
      type="date"
      name={name}
      label={t(name === 'validFrom' ? 'fee.from' : 'fee.until')}
      defaultValue={fee?.[name] ?? ''}
      error={errorOf(name)}
    />
  );
  return (
    <>
      {!fee && (
        <>
          <TextInput
            name="country"
            data-autofocus
            required
            label={t('carrier.country')}
            description={t('carrier.countryHint')}
            error={errorOf('country')}
          />
          <Select name="numberType" clearable label={t('fee.type')} placeholder={t('fee.anyType')} data={types} />
          <TextInput
            name="currency"
            required
            label={t('fee.currency')}
            description={t('fee.currencyHint')}
            error={errorOf('currency')}
          />
        </>
      )}
      <TextInput
        name="amount"
        required
        inputMode="decimal"
        label={t('fee.amount')}
        defaultValue={fee ? decimalOf(fee) : ''}
        error={errorOf('amountMinor')}
      />
      <Select
        name="per"
        allowDeselect={false}
        label={t('fee.per')}
        data={PER.map((value) => ({ value, label: t(`fee.per.${value}`) }))}
        defaultValue={fee?.per ?? 'NUMBER'}
      />
      {day('validFrom')}
      {day('validUntil')}
    </>
  );
}

/** What was filled in; nothing where the amount is none of its currency. */
function fieldsOf(form: FormData, kept?: string) {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const amountMinor = minorOf(text('amount'), kept ?? text('currency').toUpperCase());
  if (amountMinor === null) return null;
  return {
    country: text('country'),
    currency: text('currency'),
    numberType: (text('numberType') || null) as NumberType | null,
    amountMinor,
    per: text('per') as FeePer,
    validFrom: text('validFrom') || null,
    validUntil: text('validUntil') || null,
  };
}

function useSaving(fee: FeeRowFragment | undefined) {
  const [{ fetching: setting }, set] = useMutation(FeeSetDocument);
  const [{ fetching: changing }, change] = useMutation(FeeChangeDocument);
  const save = async (fields: NonNullable<ReturnType<typeof fieldsOf>>) => {
    if (!fee) return (await set({ input: fields })).data?.feeSet;
    const { amountMinor, per, validFrom, validUntil } = fields;
    const begins = validFrom === null ? {} : { validFrom };
    const input = { id: fee.id, expectedVersion: fee.version, amountMinor, per, validUntil, ...begins };
    return (await change({ input })).data?.feeChange;
  };
  return { save, busy: setting || changing };
}
