import { Button, Group, Select, SimpleGrid, Stack, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { IfMay, OnlyFor } from '../../actions/IfMay';
import { AccountChangeDocument, AccountCreateDocument, type AccountPartsFragment } from '../../gql';
import { useI18n } from '../../i18n';
import { useSession } from '../../lib/session';
import { Notice } from '../../ui/Notice';
import { type FieldProblem, problemsOf } from '../profiles/problems';
import { Contacts } from './Contacts';
import {
  accountContacts,
  type ContactDraft,
  LANGUAGES,
  shownOf,
  TEXTS,
  TIERS,
  termsOf,
  textsOf,
  USUAL,
  type Usual,
} from './fields';

const ZONES = Intl.supportedValuesOf('timeZone');

interface AccountFormProps {
  /** The one to change; without one a new one is made. */
  account?: AccountPartsFragment;
  /** What a new one begins with. */
  usual?: Usual;
  onSaved: (id: string) => void;
}

/** The settings of an account; what is wrong is said at its field. */
export function AccountForm({ account, usual = USUAL, onSaved }: AccountFormProps) {
  const { t } = useI18n();
  const [contacts, setContacts] = useState(() => draftsOf(account));
  const { problems, busy, onSubmit } = useSaving(account, contacts, onSaved);
  const needs = account ? 'ACCOUNT_CHANGE' : 'ACCOUNT_CREATE';
  const others = problems.filter(({ path }) => !KNOWN.includes(path.split('.')[0] ?? ''));
  return (
    <form onSubmit={(event) => void onSubmit(event)} noValidate>
      <OnlyFor permission={needs}>
        <Stack gap="md">
          <Settings account={account} usual={usual} problems={problems} />
          {account && (
            <Switch
              name="secondFactorDemanded"
              label={t('secondFactor.demandAccount')}
              description={t('secondFactor.demandText')}
              defaultChecked={account.secondFactorDemanded}
            />
          )}
          <Contacts contacts={contacts} problems={problems} onChange={setContacts} />
          {others.length > 0 && (
            <Notice tone="bad" urgent>
              {others.map(({ message }) => message).join(' ')}
            </Notice>
          )}
          <IfMay permission={needs}>
            <Group justify="flex-end">
              <Button type="submit" loading={busy}>
                {t(account ? 'profile.save' : 'account.create')}
              </Button>
            </Group>
          </IfMay>
        </Stack>
      </OnlyFor>
    </form>
  );
}

const KNOWN: readonly string[] = [...TEXTS.map(({ name }) => name), 'timeZone', 'locale', 'tier', 'contacts'];

interface SettingsProps {
  account: AccountPartsFragment | undefined;
  usual: Usual;
  problems: readonly FieldProblem[];
}

function Settings({ account, usual, problems }: SettingsProps) {
  const { t } = useI18n();
  const { staff } = useSession();
  const errorOf = (name: string) => problems.find(({ path }) => path.split('.')[0] === name)?.message;
  const texts = TEXTS.filter(({ whose }) => whose === 'both' || (whose === 'staff' ? staff : !account));
  const choice = (name: string, label: string, data: { value: string; label: string }[] | string[], value: string) => (
    <Select
      name={name}
      label={label}
      data={data}
      searchable={data.length > 9}
      allowDeselect={false}
      defaultValue={value}
      error={errorOf(name)}
    />
  );
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} verticalSpacing="sm">
      {texts.map(({ name, label, required }) => (
        <TextInput
          key={name}
          name={name}
          label={t(label)}
          required={required}
          defaultValue={shownOf(account, usual, name)}
          error={errorOf(name)}
        />
      ))}
      {choice(
        'timeZone',
        t('account.timeZone'),
        zonesWith(account?.timeZone ?? usual.timeZone),
        account?.timeZone ?? usual.timeZone,
      )}
      {choice('locale', t('account.language'), LANGUAGES, account?.locale ?? 'en')}
      {staff && choice('tier', t('account.tier'), tiers(t), account?.tier ?? 'STANDARD')}
    </SimpleGrid>
  );
}

/** A browser lists zones by one of their names; the account's own is among them in any case. */
function zonesWith(own = 'UTC'): string[] {
  return [...new Set([own, 'UTC', ...ZONES])].sort();
}

function tiers(t: ReturnType<typeof useI18n>['t']) {
  return Object.entries(TIERS).map(([value, label]) => ({ value, label: t(label) }));
}

function draftsOf(account: AccountPartsFragment | undefined): readonly ContactDraft[] {
  return (account?.contacts ?? []).map(({ name, purpose, email, phone }) => ({
    name,
    purpose: purpose ?? '',
    email: email ?? '',
    phone: phone ?? '',
  }));
}

function useSaving(
  account: AccountPartsFragment | undefined,
  contacts: readonly ContactDraft[],
  onSaved: (id: string) => void,
) {
  const { t } = useI18n();
  const { staff } = useSession();
  const [{ fetching: creating }, create] = useMutation(AccountCreateDocument);
  const [{ fetching: changing }, change] = useMutation(AccountChangeDocument);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const save = async (form: FormData) => {
    const fields = { ...textsOf(form), contacts: accountContacts(contacts), ...(staff ? termsOf(form) : {}) };
    if (!account) {
      const slug = String(form.get('slug') ?? '').trim() || null;
      return (await create({ input: { ...fields, slug } })).data?.accountCreate;
    }
    const secondFactorDemanded = form.get('secondFactorDemanded') !== null;
    const { data } = await change({
      input: { ...fields, secondFactorDemanded, id: account.id, expectedVersion: account.version },
    });
    return data?.accountChange;
  };
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const result = await save(new FormData(event.currentTarget));
    if (result?.__typename === 'Account') {
      setProblems([]);
      onSaved(result.id);
    } else {
      setProblems(problemsOf(result, t('action.notSent')));
    }
  };
  return { problems, busy: creating || changing, onSubmit };
}
