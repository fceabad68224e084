import { Button, Group, Modal, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { given } from '../../actions/values';
import { CompanyProfileCreateDocument, CompanyProfilesDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { Icon } from '../../ui/Icon';
import { Notice } from '../../ui/Notice';
import type { Draft } from './draft';

interface CompanyProfileFieldProps {
  draft: Draft;
  value: string | null;
  error?: string;
  onChange: (id: string | null) => void;
}

/** The company the numbers are ported for; its addresses get every status update. */
export function CompanyProfileField({ draft, value, error, onChange }: CompanyProfileFieldProps) {
  const { t } = useI18n();
  const [making, setMaking] = useState(false);
  const [{ data }, read] = useQuery({ query: CompanyProfilesDocument, variables: { accountId: draft.accountId } });
  const profiles = data?.companyProfiles ?? [];
  return (
    <>
      <Group align="flex-end" gap="xs">
        <Select
          label={t('requests.profile')}
          description={t('new.companyHint')}
          required
          error={error}
          data={profiles.map((profile) => ({ value: profile.id, label: `${profile.label}: ${profile.companyName}` }))}
          value={value}
          onChange={onChange}
          style={{ flex: '1 1 20rem', maxWidth: '30rem' }}
        />
        <Button variant="default" leftSection={<Icon name="plus" size={14} />} onClick={() => setMaking(true)}>
          {t('new.newProfile')}
        </Button>
      </Group>
      <Modal
        opened={making}
        onClose={() => setMaking(false)}
        title={t('new.newProfile')}
        size="lg"
        closeButtonProps={{ 'aria-label': t('ui.close') }}
      >
        <ProfileForm
          draft={draft}
          onMade={(id) => {
            setMaking(false);
            read({ requestPolicy: 'network-only' });
            onChange(id);
          }}
        />
      </Modal>
    </>
  );
}

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

function ProfileForm({ draft, onMade }: { draft: Draft; onMade: (id: string) => void }) {
  const { t } = useI18n();
  const [{ fetching }, create] = useMutation(CompanyProfileCreateDocument);
  const [problems, setProblems] = useState<readonly { path: string; message: string }[]>([]);
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // The form stands in a dialog inside another form's tree: its event must not save that one.
    event.stopPropagation();
    const form = new FormData(event.currentTarget);
    const text = (field: Field) => given(String(form.get(field) ?? ''));
    const { emails, label, companyName, country, ...rest } = Object.fromEntries(
      FIELDS.map((field) => [field, text(field)]),
    ) as Record<Field, string | null>;
    const answer = await create({
      input: {
        ...rest,
        accountId: draft.accountId,
        label: label ?? '',
        companyName: companyName ?? '',
        country: country ?? '',
        emails: (emails ?? '').split(/[\s,;]+/).filter(Boolean),
      },
    });
    const result = answer.data?.companyProfileCreate;
    if (result?.__typename === 'CompanyProfile') onMade(result.id);
    else if (result?.__typename === 'InvalidInput') setProblems(result.fields);
    else setProblems([{ path: '', message: result && 'message' in result ? result.message : t('action.notSent') }]);
  };
  const errorOf = (field: Field) => problems.find((problem) => problem.path.split('.')[0] === field)?.message;
  const others = problems.filter((problem) => !FIELDS.includes(problem.path.split('.')[0] as Field));
  return (
    <form onSubmit={(event) => void onSubmit(event)} noValidate>
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, sm: 2 }} verticalSpacing="sm">
          {FIELDS.map((field) => (
            <TextInput
              key={field}
              name={field}
              label={t(`profile.${field}`)}
              description={field === 'emails' ? t('profile.emailsHint') : undefined}
              required={REQUIRED.includes(field)}
              defaultValue={field === 'country' ? draft.country : ''}
              error={errorOf(field)}
            />
          ))}
        </SimpleGrid>
        {others.length > 0 && (
          <Notice tone="bad" urgent>
            {others.map((problem) => problem.message).join(' ')}
          </Notice>
        )}
        <Group justify="flex-end">
          <Button type="submit" loading={fetching}>
            {t('profile.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
