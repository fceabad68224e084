import { Button, Group, Stack, TextInput, Title } from '@mantine/core';
import { type FormEvent, useMemo, useState } from 'react';
import { useMutation } from 'urql';
import { IfMay, OnlyFor } from '../../actions/IfMay';
import { codeOf } from '../../actions/OneTimeCode';
import {
  type Level,
  UserChangeDocument,
  UserDisableDocument,
  UserEnableDocument,
  UserInviteAgainDocument,
  type UserPartsFragment,
  UserSessionsEndDocument,
  UserWhereDocument,
} from '../../gql';
import type { Permission } from '../../gql/permissions';
import { useI18n } from '../../i18n';
import { useRead } from '../../lib/query';
import { DateTime } from '../../ui/DateTime';
import { Facts } from '../../ui/Facts';
import { Failed } from '../../ui/Failed';
import { Problems } from '../../ui/Problems';
import { SkeletonRows } from '../../ui/states';
import { toast } from '../../ui/toast';
import { type FieldProblem, problemsOf } from '../profiles/problems';
import { FactorReset } from './FactorReset';
import { LevelSelect, OnceMore } from './LevelSelect';
import { UserStatusBadge } from './UserStatusBadge';
import { SessionList, SignInList } from './Where';

interface UserPanelProps {
  user: UserPartsFragment;
  /** Something was done: the list is read anew. */
  onDone: () => void;
}

/** One person, as who manages people sees them: what they may do, where they are signed in, and who failed to be them. */
export function UserPanel({ user, onDone }: UserPanelProps) {
  const { t } = useI18n();
  const read = useWhere(user);
  const done = () => {
    read.refresh();
    onDone();
  };
  const where = read.data?.users.edges.find(({ node }) => node.id === user.id)?.node;
  return (
    <Stack gap="lg">
      <Facts
        facts={[
          { label: t('signIn.email'), value: user.email },
          { label: t('numbers.account'), value: user.accountName },
          { label: t('numbers.status'), value: <UserStatusBadge status={user.status} /> },
          {
            label: t('people.invitedUntil'),
            value:
              user.status === 'INVITED' && user.invitationExpiresAt ? <DateTime at={user.invitationExpiresAt} /> : null,
          },
        ]}
      />
      <ChangeForm key={user.version} user={user} onDone={done} />
      <IfMay permission={managed(user)}>
        <Acts user={user} onDone={done} />
      </IfMay>
      {read.failure ? (
        <Failed failure={read.failure} onRetry={read.refresh} />
      ) : read.loading ? (
        <SkeletonRows rows={3} />
      ) : (
        <>
          {where && <FactorReset user={user} factor={where.secondFactor} onDone={done} />}
          <Stack gap="xs">
            <Title order={3}>{t('people.sessions')}</Title>
            <SessionList sessions={where?.sessions ?? []} />
          </Stack>
          <Stack gap="xs">
            <Title order={3}>{t('people.signIns')}</Title>
            <SignInList signIns={where?.signIns ?? []} />
          </Stack>
        </>
      )}
    </Stack>
  );
}

/** What it takes to manage somebody: the operator's own people are another matter than those of an account. */
function managed({ role }: UserPartsFragment): Permission {
  return role === 'STAFF' ? 'USER_MANAGE_STAFF' : 'USER_MANAGE';
}

/** An address is one person's: it finds them alone, or among the few whose addresses hold it. */
function useWhere({ email }: UserPartsFragment) {
  return useRead(
    UserWhereDocument,
    useMemo(() => ({ filter: { search: email } }), [email]),
  );
}

function ChangeForm({ user, onDone }: UserPanelProps) {
  const { t } = useI18n();
  const [level, setLevel] = useState<Level>(user.level);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [{ fetching }, change] = useMutation(UserChangeDocument);
  const raises = level === 'ADMIN' && user.level !== 'ADMIN';
  const errorOf = (path: string) => problems.find((problem) => problem.path === path)?.message;
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const given = { id: user.id, expectedVersion: user.version, name: String(form.get('name') ?? ''), level };
    const { data } = await change({
      input: {
        ...given,
        ...(raises ? { password: String(form.get('password') ?? ''), oneTimeCode: codeOf(form) } : {}),
      },
    });
    const result = data?.userChange;
    if (result?.__typename !== 'User') return setProblems(problemsOf(result, t('action.notSent')));
    setProblems([]);
    toast('done', t('people.saved'), user.name);
    onDone();
  };
  return (
    <form onSubmit={(event) => void onSubmit(event)} noValidate>
      <OnlyFor permission={managed(user)}>
        <Stack gap="sm">
          <TextInput name="name" label={t('people.name')} required defaultValue={user.name} error={errorOf('name')} />
          <LevelSelect
            role={user.role === 'STAFF' ? 'STAFF' : 'CUSTOMER'}
            level={level}
            onLevel={setLevel}
            error={errorOf('level')}
          />
          {raises && <OnceMore error={errorOf('password')} codeError={errorOf('oneTimeCode')} />}
          <Problems sentences={problems.filter(({ path }) => path === '').map(({ message }) => message)} />
          <IfMay permission={managed(user)}>
            <Group justify="flex-end">
              <Button type="submit" loading={fetching}>
                {t('settings.save')}
              </Button>
            </Group>
          </IfMay>
        </Stack>
      </OnlyFor>
    </form>
  );
}

/** What can be done with somebody at once. */
function Acts({ user, onDone }: UserPanelProps) {
  const { t } = useI18n();
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [, inviteAgain] = useMutation(UserInviteAgainDocument);
  const [, disable] = useMutation(UserDisableDocument);
  const [, enable] = useMutation(UserEnableDocument);
  const [, endSessions] = useMutation(UserSessionsEndDocument);
  const told = (result: { __typename: string } | undefined, sentence: string) => {
    if (result?.__typename !== 'User') {
      return setProblems(problemsOf(result, t('action.notSent')).map(({ message }) => message));
    }
    setProblems([]);
    toast('done', sentence, user.name);
    onDone();
  };
  const versioned = { input: { id: user.id, expectedVersion: user.version } };
  const plain = { input: { id: user.id } };
  return (
    <Stack gap="xs">
      <Group gap="xs">
        {user.status === 'INVITED' && (
          <Button
            variant="default"
            onClick={async () => told((await inviteAgain(plain)).data?.userInviteAgain, t('people.invitationSent'))}
          >
            {t('people.inviteAgain')}
          </Button>
        )}
        {user.status === 'ACTIVE' && (
          <Button
            variant="default"
            onClick={async () => told((await endSessions(plain)).data?.userSessionsEnd, t('people.sessionsEnded'))}
          >
            {t('people.endAll')}
          </Button>
        )}
        {user.status === 'DISABLED' ? (
          <Button
            variant="default"
            onClick={async () => told((await enable(versioned)).data?.userEnable, t('people.enabled'))}
          >
            {t('people.enable')}
          </Button>
        ) : (
          <Button
            variant="default"
            onClick={async () => told((await disable(versioned)).data?.userDisable, t('people.disabled'))}
          >
            {t('people.disable')}
          </Button>
        )}
      </Group>
      <Problems sentences={problems} />
    </Stack>
  );
}
