import { Button, Group, Select, Stack, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { IfMay, OnlyFor } from '../../actions/IfMay';
import {
  ConfigurationProfileCreateDocument,
  type ConfigurationProfilePartsFragment,
  ConfigurationProfileUpdateDocument,
  type DestinationKind,
} from '../../gql';
import { useI18n } from '../../i18n';
import { type FieldProblem, problemsOf } from '../../subjects/profiles/problems';
import { Notice } from '../../ui/Notice';

const KINDS: Record<DestinationKind, string> = {
  SIP_URI: 'sip:reception@pbx.example.com',
  TRUNK: 'trunk-ams-1',
  DISTRIBUTION_GROUP: 'front-desk',
  FORWARD: '+31201234567',
};
const FIELDS = ['name', 'destinationKind', 'destination', 'capacity', 'smsEnabled'];

/** The API names the kind as text; an unknown one is shown as an address. */
export function kindOf({ destinationKind }: { destinationKind: string }): DestinationKind {
  return destinationKind in KINDS ? (destinationKind as DestinationKind) : 'SIP_URI';
}

interface ConfigurationProfileFormProps {
  /** The one to change; without one a new one is made. */
  profile?: ConfigurationProfilePartsFragment;
  accountId?: string | null;
  onSaved: (id: string) => void;
}

/** Where numbers ring; what is wrong is said at its field. */
export function ConfigurationProfileForm({ profile, accountId = null, onSaved }: ConfigurationProfileFormProps) {
  const { t } = useI18n();
  const { save, busy } = useSaving(profile, accountId);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [kind, setKind] = useState<DestinationKind>(profile ? kindOf(profile) : 'SIP_URI');
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = fieldsOf(new FormData(event.currentTarget), kind);
    if (fields === null) {
      setProblems([{ path: 'capacity', message: t('profile.capacityHint') }]);
      return;
    }
    const result = await save(fields);
    if (result?.__typename === 'ConfigurationProfile') {
      setProblems([]);
      onSaved(result.id);
    } else {
      setProblems(problemsOf(result, t('action.notSent')));
    }
  };
  const others = problems.filter((problem) => !FIELDS.includes(problem.path));
  return (
    <form onSubmit={(event) => void onSubmit(event)} noValidate>
      <OnlyFor permission="CONFIGURATION_PROFILE_WRITE" members>
        <Stack gap="md">
          <Inputs profile={profile} kind={kind} onKind={setKind} problems={problems} />
          {others.length > 0 && (
            <Notice tone="bad" urgent>
              {others.map((problem) => problem.message).join(' ')}
            </Notice>
          )}
          <IfMay permission="CONFIGURATION_PROFILE_WRITE">
            <Group justify="flex-end">
              <Button type="submit" loading={busy}>
                {t(profile ? 'profile.save' : 'profile.create')}
              </Button>
            </Group>
          </IfMay>
        </Stack>
      </OnlyFor>
    </form>
  );
}

interface InputsProps {
  profile: ConfigurationProfilePartsFragment | undefined;
  kind: DestinationKind;
  onKind: (kind: DestinationKind) => void;
  problems: readonly FieldProblem[];
}

function Inputs({ profile, kind, onKind, problems }: InputsProps) {
  const { t } = useI18n();
  const errorOf = (field: string) => problems.find((problem) => problem.path === field)?.message;
  return (
    <>
      <TextInput
        name="name"
        data-autofocus
        label={t('profile.label')}
        required
        defaultValue={profile?.name ?? ''}
        error={errorOf('name')}
      />
      <Select
        label={t('profile.destinationKind')}
        required
        allowDeselect={false}
        data={(Object.keys(KINDS) as DestinationKind[]).map((value) => ({
          value,
          label: t(`profile.kind.${value}`),
        }))}
        value={kind}
        onChange={(chosen) => chosen && onKind(chosen as DestinationKind)}
        error={errorOf('destinationKind')}
      />
      <TextInput
        name="destination"
        label={t('profile.destination')}
        required
        placeholder={KINDS[kind]}
        defaultValue={profile?.destination ?? ''}
        error={errorOf('destination')}
      />
      <TextInput
        name="capacity"
        label={t('profile.capacity')}
        description={t('profile.capacityHint')}
        inputMode="numeric"
        defaultValue={profile?.capacity ?? ''}
        error={errorOf('capacity')}
      />
      <Switch name="smsEnabled" label={t('profile.smsEnabled')} defaultChecked={profile?.smsEnabled ?? false} />
    </>
  );
}

interface Fields {
  name: string;
  destinationKind: DestinationKind;
  destination: string;
  capacity: number | null;
  smsEnabled: boolean;
}

/** What was filled in; nothing where the capacity is no number. */
function fieldsOf(form: FormData, destinationKind: DestinationKind): Fields | null {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const capacity = text('capacity');
  if (capacity !== '' && !/^\d{1,6}$/.test(capacity)) return null;
  return {
    name: text('name'),
    destinationKind,
    destination: text('destination'),
    capacity: capacity === '' ? null : Number(capacity),
    smsEnabled: form.get('smsEnabled') !== null,
  };
}

function useSaving(profile: ConfigurationProfilePartsFragment | undefined, accountId: string | null) {
  const [{ fetching: creating }, create] = useMutation(ConfigurationProfileCreateDocument);
  const [{ fetching: updating }, update] = useMutation(ConfigurationProfileUpdateDocument);
  const save = async (fields: Fields) => {
    if (!profile) return (await create({ input: { ...fields, accountId } })).data?.configurationProfileCreate;
    const { data } = await update({ input: { ...fields, id: profile.id, expectedVersion: profile.version } });
    return data?.configurationProfileUpdate;
  };
  return { save, busy: creating || updating };
}
