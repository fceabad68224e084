import { Button, Checkbox, Group, Select, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { codeOf } from '../../actions/OneTimeCode';
import { ApiTokenCreateDocument, type Level, TokenCarriersDocument, type TokenScope } from '../../gql';
import { useI18n } from '../../i18n';
import { useSession } from '../../lib/session';
import { type FieldProblem, problemsOf } from '../../subjects/profiles/problems';
import { LevelSelect, OnceMore } from '../../subjects/users/LevelSelect';
import { Problems } from '../../ui/Problems';

const FIELDS = ['name', 'level', 'scopes', 'carrierId', 'expiresInDays', 'password', 'oneTimeCode'];
const WHOSE: Readonly<Record<TokenScope, 'account' | 'carrier'>> = {
  PORTING_READ: 'account',
  PORTING_WRITE: 'account',
  PORTING_PERFORM: 'account',
  DOCUMENTS_READ: 'account',
  DOCUMENTS_WRITE: 'account',
  PORTOUT_READ: 'account',
  PORTOUT_DECIDE: 'account',
  CHARGES_READ: 'account',
  WEBHOOKS_WRITE: 'account',
  ACCOUNT_ADMIN: 'account',
  CARRIER_ACT: 'carrier',
};
const SCOPES = Object.keys(WHOSE) as TokenScope[];
const OF_AN_ACCOUNT = SCOPES.filter((scope) => WHOSE[scope] === 'account');
const OF_A_CARRIER = SCOPES.filter((scope) => WHOSE[scope] === 'carrier');
const LASTS = ['30', '90', '365', ''] as const;

/** A token for a program: what it is for, what it may, and for how long. */
export function TokenForm({ onMade }: { onMade: (secret: string | null) => void }) {
  const { t } = useI18n();
  const { role } = useSession();
  const staff = role === 'STAFF';
  const [carrierId, setCarrierId] = useState<string | null>(null);
  const [level, setLevel] = useState<Level>(staff ? 'AGENT' : 'MEMBER');
  const [scopes, setScopes] = useState<readonly string[]>(['PORTING_READ']);
  const [lasts, setLasts] = useState<string>('90');
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [{ fetching }, create] = useMutation(ApiTokenCreateDocument);
  const offered: readonly TokenScope[] = carrierId
    ? OF_A_CARRIER
    : staff
      ? [...OF_AN_ACCOUNT, ...OF_A_CARRIER]
      : OF_AN_ACCOUNT;
  const errorOf = (path: string) => problems.find((problem) => problem.path === path)?.message;
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const chosen = carrierId ? [...OF_A_CARRIER] : offered.filter((scope) => scopes.includes(scope));
    const input = {
      name: String(form.get('name') ?? ''),
      password: String(form.get('password') ?? ''),
      oneTimeCode: codeOf(form),
      scopes: chosen,
      level: carrierId ? null : level,
      carrierId,
      expiresInDays: lasts ? Number(lasts) : null,
    };
    const result = (await create({ input })).data?.apiTokenCreate;
    if (result?.__typename === 'ShownApiToken') onMade(result.secret);
    else setProblems(problemsOf(result, t('action.notSent')));
  };
  return (
    <form onSubmit={(event) => void onSubmit(event)} noValidate>
      <Stack gap="md">
        <TextInput name="name" label={t('tokens.name')} required data-autofocus error={errorOf('name')} />
        {staff && <CarrierSelect value={carrierId} onChange={setCarrierId} error={errorOf('carrierId')} />}
        {!carrierId && <LevelSelect role={role} level={level} onLevel={setLevel} error={errorOf('level')} />}
        {!carrierId && <Scopes offered={offered} value={scopes} onChange={setScopes} error={errorOf('scopes')} />}
        <Select
          label={t('tokens.lasts')}
          data={LASTS.map((value) => ({
            value,
            label: value ? t('tokens.days', { count: value }) : t('tokens.noEnd'),
          }))}
          value={lasts}
          allowDeselect={false}
          onChange={(value) => setLasts(value ?? '')}
          error={errorOf('expiresInDays')}
        />
        <OnceMore why="tokens.passwordWhy" error={errorOf('password')} codeError={errorOf('oneTimeCode')} />
        <Problems sentences={problems.filter(({ path }) => !FIELDS.includes(path)).map(({ message }) => message)} />
        <Group justify="flex-end">
          <Button type="submit" loading={fetching}>
            {t('tokens.make')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface ScopesProps {
  offered: readonly TokenScope[];
  value: readonly string[];
  onChange: (value: string[]) => void;
  error?: string;
}

function Scopes({ offered, value, onChange, error }: ScopesProps) {
  const { t, words } = useI18n();
  return (
    <Checkbox.Group label={t('tokens.scopes')} value={[...value]} onChange={onChange} error={error}>
      <Stack gap="xs" mt="xs">
        {offered.map((scope) => (
          <Checkbox key={scope} value={scope} label={words.tokenScope[scope]} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

interface CarrierSelectProps {
  value: string | null;
  onChange: (carrierId: string | null) => void;
  error?: string;
}

function CarrierSelect({ value, onChange, error }: CarrierSelectProps) {
  const { t } = useI18n();
  const [{ data }] = useQuery({ query: TokenCarriersDocument });
  const carriers = (data?.carriers ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Select
      label={t('tokens.whose')}
      data={[{ value: '', label: t('tokens.ofOperator') }, ...carriers]}
      value={value ?? ''}
      allowDeselect={false}
      searchable
      onChange={(chosen) => onChange(chosen || null)}
      error={error}
    />
  );
}
