import { Button, Group, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { IfMay, OnlyFor } from '../../actions/IfMay';
import { given } from '../../actions/values';
import {
  CompanyProfileCreateDocument,
  type CompanyProfilePartsFragment,
  CompanyProfileUpdateDocument,
} from '../../gql';
import { useI18n } from '../../i18n';
import { HINT_BELOW } from '../../ui/hintBelow';
import { Notice } from '../../ui/Notice';
import { type FieldProblem, problemsOf } from './problems';

const FIELDS = [
  'label',
  'companyName',
  'street',
  'postalCode',
  'city',
  'country',
  'registrationNumber',
  'vatId',
  'representativeFirstName',
  'representativeLastName',
  'representativePhone',
  'emails',
] as const;
type Field = (typeof FIELDS)[number];
const REQUIRED: readonly Field[] = ['label', 'companyName', 'country', 'emails'];

interface CompanyProfileFormProps {
  /** The one to change; without one a new one is made. */
  profile?: CompanyProfilePartsFragment;
  /** Whose a new one is; customers have only their own. */
  accountId?: string | null;
  /** Where a new one most likely is. */
  country?: string;
  onSaved: (id: string) => void;
}

/** Who numbers are ported for; what is wrong is said at its field. */
export function CompanyProfileForm({ profile, accountId = null, country = '', onSaved }: CompanyProfileFormProps) {
  const { t } = useI18n();
  const [{ fetching: creating }, create] = useMutation(CompanyProfileCreateDocument);
  const [{ fetching: updating }, update] = useMutation(CompanyProfileUpdateDocument);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const save = async (fields: ReturnType<typeof fieldsOf>) => {
    if (!profile) return (await create({ input: { ...fields, accountId } })).data?.companyProfileCreate;
    const { data } = await update({ input: { ...fields, id: profile.id, expectedVersion: profile.version } });
    return data?.companyProfileUpdate;
  };
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // The form may stand in a dialog inside another form's tree: its event must not save that one.
    event.stopPropagation();
    const result = await save(fieldsOf(new FormData(event.currentTarget)));
    if (result?.__typename === 'CompanyProfile') {
      setProblems([]);
      onSaved(result.id);
    } else {
      setProblems(problemsOf(result, t('action.notSent')));
    }
  };
  const errorOf = (field: Field) => problems.find((problem) => problem.path.split('.')[0] === field)?.message;
  const others = problems.filter((problem) => !FIELDS.includes(problem.path.split('.')[0] as Field));
  return (
    <form onSubmit={(event) => void onSubmit(event)} noValidate>
      <OnlyFor permission="COMPANY_PROFILE_WRITE" members>
        <Stack gap="md">
          <SimpleGrid cols={{ base: 1, sm: 2 }} verticalSpacing="sm">
            {FIELDS.map((field) => (
              <TextInput
                key={field}
                name={field}
                data-autofocus={field === 'label' || undefined}
                label={t(`profile.${field}`)}
                description={field === 'emails' ? t('profile.emailsHint') : undefined}
                inputWrapperOrder={HINT_BELOW}
                required={REQUIRED.includes(field)}
                defaultValue={profile ? shown(profile[field]) : field === 'country' ? country : ''}
                error={errorOf(field)}
              />
            ))}
          </SimpleGrid>
          {others.length > 0 && (
            <Notice tone="bad" urgent>
              {others.map((problem) => problem.message).join(' ')}
            </Notice>
          )}
          <IfMay permission="COMPANY_PROFILE_WRITE">
            <Group justify="flex-end">
              <Button type="submit" loading={creating || updating}>
                {t(profile ? 'profile.save' : 'profile.create')}
              </Button>
            </Group>
          </IfMay>
        </Stack>
      </OnlyFor>
    </form>
  );
}

function shown(value: string | readonly string[] | null): string {
  return typeof value === 'string' ? value : (value ?? []).join(', ');
}

function fieldsOf(form: FormData) {
  const text = (field: Field) => given(String(form.get(field) ?? ''));
  const values = Object.fromEntries(FIELDS.map((field) => [field, text(field)])) as Record<Field, string | null>;
  const { emails, label, companyName, country, ...rest } = values;
  return {
    ...rest,
    label: label ?? '',
    companyName: companyName ?? '',
    country: country ?? '',
    emails: (emails ?? '').split(/[\s,;]+/).filter(Boolean),
  };
}
