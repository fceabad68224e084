import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { codeOf } from '../../actions/OneTimeCode';
import { type Level, UserInviteDocument } from '../../gql';
import { LOCALES, useI18n } from '../../i18n';
import { useMay } from '../../lib/session';
import { Problems } from '../../ui/Problems';
import { type FieldProblem, problemsOf } from '../profiles/problems';
import { useAccounts } from '../useAccounts';
import { LevelSelect, OnceMore } from './LevelSelect';

const FIELDS = ['email', 'name', 'level', 'password', 'oneTimeCode', 'accountId'];

/** Somebody is invited by mail: into the own account, or by staff into any, or among the operator's own people. */
export function InviteForm({ onInvited }: { onInvited: (email: string) => void }) {
  const { t, locale } = useI18n();
  const { staff, accounts } = useAccounts();
  const mayStaff = useMay()('USER_MANAGE_STAFF');
  const [accountId, setAccountId] = useState<string | null>(null);
  const [level, setLevel] = useState<Level>('MEMBER');
  const [language, setLanguage] = useState<string>(locale);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [{ fetching }, invite] = useMutation(UserInviteDocument);
  const role = staff && mayStaff && accountId === null ? 'STAFF' : 'CUSTOMER';
  const chosen =
    role === 'STAFF' && level !== 'ADMIN' ? 'AGENT' : role === 'CUSTOMER' && level === 'AGENT' ? 'MEMBER' : level;
  const errorOf = (path: string) => problems.find((problem) => problem.path === path)?.message;
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '');
    const given = { email: text('email'), name: text('name'), level: chosen, locale: language, accountId };
    const { data } = await invite({
      input: { ...given, ...(chosen === 'ADMIN' ? { password: text('password'), oneTimeCode: codeOf(form) } : {}) },
    });
    const result = data?.userInvite;
    if (result?.__typename === 'User') onInvited(given.email);
    else setProblems(problemsOf(result, t('action.notSent')));
  };
  return (
    <form onSubmit={(event) => void onSubmit(event)} noValidate>
      <Stack gap="md">
        {staff && (
          <Select
            label={t('numbers.account')}
            data={[
              ...(mayStaff ? [{ value: '', label: t('people.ownPeople') }] : []),
              ...accounts.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={accountId ?? (mayStaff ? '' : null)}
            required
            allowDeselect={false}
            searchable
            onChange={(value) => setAccountId(value || null)}
            error={errorOf('accountId')}
          />
        )}
        <TextInput
          name="email"
          type="email"
          label={t('signIn.email')}
          required
          data-autofocus
          error={errorOf('email')}
        />
        <TextInput name="name" label={t('people.name')} required error={errorOf('name')} />
        <LevelSelect role={role} level={chosen} onLevel={setLevel} error={errorOf('level')} />
        <Select
          label={t('app.language')}
          data={LOCALES.map(({ value, label }) => ({ value, label }))}
          value={language}
          allowDeselect={false}
          onChange={(value) => value && setLanguage(value)}
        />
        {chosen === 'ADMIN' && <OnceMore error={errorOf('password')} codeError={errorOf('oneTimeCode')} />}
        <Problems sentences={problems.filter(({ path }) => !FIELDS.includes(path)).map(({ message }) => message)} />
        <Group justify="flex-end">
          <Button type="submit" loading={fetching} disabled={staff && !mayStaff && accountId === null}>
            {t('people.sendInvitation')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
