import { Button, Group, PasswordInput, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { OneTimeCode } from '../../actions/OneTimeCode';
import {
  OwnUserDocument,
  ViewerAddressChangeDocument,
  ViewerPasswordChangeDocument,
  ViewerSessionEndDocument,
  ViewerSessionsEndDocument,
} from '../../gql';
import { type MessageKey, useI18n } from '../../i18n';
import { useRead } from '../../lib/query';
import { useMay } from '../../lib/session';
import { type FieldProblem, problemsOf } from '../../subjects/profiles/problems';
import { SessionList, SignInList } from '../../subjects/users/Where';
import { Failed } from '../../ui/Failed';
import { Section } from '../../ui/Page';
import { Problems } from '../../ui/Problems';
import { SkeletonRows } from '../../ui/states';
import { toast } from '../../ui/toast';
import { SecondFactor, StaffDemand } from './SecondFactor';

const NO_VARIABLES = {};

/** One's own password and address, one's sessions, and who tried to come in. */
export function Security() {
  const { t } = useI18n();
  const demands = useMay()('INSTALLATION_DEMAND');
  const read = useRead(OwnUserDocument, NO_VARIABLES);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [, endOne] = useMutation(ViewerSessionEndDocument);
  const [, endOthers] = useMutation(ViewerSessionsEndDocument);
  if (read.failure) return <Failed failure={read.failure} onRetry={read.refresh} />;
  if (read.loading) return <SkeletonRows rows={6} />;
  const user = read.data?.viewer.user;
  if (!user) return null;
  const told = (result: { __typename: string } | undefined) => {
    if (result?.__typename === 'User') toast('done', t('people.sessionsEnded'));
    setProblems(
      result?.__typename === 'User' ? [] : problemsOf(result, t('action.notSent')).map(({ message }) => message),
    );
    read.refresh();
  };
  const others = user.sessions.some(({ current }) => !current);
  return (
    <>
      <Section title={t('security.password')}>
        <PasswordForm onDone={read.refresh} />
      </Section>
      <Section title={t('secondFactor.title')}>
        <SecondFactor />
      </Section>
      {demands && (
        <Section title={t('secondFactor.demand')}>
          <StaffDemand />
        </Section>
      )}
      <Section title={t('security.address')}>
        <AddressForm email={user.email} />
      </Section>
      <Section
        title={t('people.sessions')}
        aside={
          others && (
            <Button
              variant="default"
              onClick={async () => told((await endOthers({ input: {} })).data?.viewerSessionsEnd)}
            >
              {t('security.endOthers')}
            </Button>
          )
        }
      >
        <Stack gap="sm" maw={640}>
          <SessionList
            sessions={user.sessions}
            onEnd={async ({ id }) => told((await endOne({ input: { id } })).data?.viewerSessionEnd)}
          />
          <Problems sentences={problems} />
        </Stack>
      </Section>
      <Section title={t('people.signIns')}>
        <Stack maw={640}>
          <SignInList signIns={user.signIns} />
        </Stack>
      </Section>
    </>
  );
}

/** A form that is sent whole and says at each field what is wrong with it. */
function useForm(
  send: (text: (name: string) => string) => Promise<{ __typename: string } | undefined>,
  done: () => void,
) {
  const { t } = useI18n();
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const sent = event.currentTarget;
    const form = new FormData(sent);
    const result = await send((name) => String(form.get(name) ?? ''));
    if (result?.__typename !== 'User') return setProblems(problemsOf(result, t('action.notSent')));
    setProblems([]);
    sent.reset();
    done();
  };
  const errorOf = (path: string) => problems.find((problem) => problem.path === path)?.message;
  const others = problems.filter(({ path }) => path === '').map(({ message }) => message);
  return { onSubmit: (event: FormEvent<HTMLFormElement>) => void onSubmit(event), errorOf, others };
}

function Password({ name, label, error, fresh }: { name: string; label: MessageKey; error?: string; fresh?: boolean }) {
  const { t } = useI18n();
  return (
    <PasswordInput
      name={name}
      label={t(label)}
      required
      autoComplete={fresh ? 'new-password' : 'current-password'}
      error={error}
      visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword'), tabIndex: 0 }}
    />
  );
}

function PasswordForm({ onDone }: { onDone: () => void }) {
  const { t } = useI18n();
  const [{ fetching }, change] = useMutation(ViewerPasswordChangeDocument);
  const { onSubmit, errorOf, others } = useForm(
    async (text) => {
      const oneTimeCode = text('oneTimeCode') || null;
      const input = { password: text('password'), newPassword: text('newPassword'), oneTimeCode };
      return (await change({ input })).data?.viewerPasswordChange;
    },
    () => {
      toast('done', t('security.passwordChanged'));
      onDone();
    },
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm" maw={360}>
        <Password name="password" label="security.passwordNow" error={errorOf('password')} />
        <OneTimeCode error={errorOf('oneTimeCode')} />
        <Password name="newPassword" label="security.passwordNew" error={errorOf('newPassword')} fresh />
        <Problems sentences={others} />
        <Group>
          <Button type="submit" variant="default" loading={fetching}>
            {t('security.changePassword')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function AddressForm({ email }: { email: string }) {
  const { t } = useI18n();
  const [{ fetching }, ask] = useMutation(ViewerAddressChangeDocument);
  const { onSubmit, errorOf, others } = useForm(
    async (text) => {
      const input = { email: text('email'), password: text('password'), oneTimeCode: text('oneTimeCode') || null };
      return (await ask({ input })).data?.viewerAddressChange;
    },
    () => toast('done', t('security.addressAsked', { email })),
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm" maw={360}>
        <TextInput
          name="email"
          type="email"
          label={t('security.newAddress')}
          description={t('security.addressText', { email })}
          required
          error={errorOf('email')}
        />
        <Password name="password" label="people.yourPassword" error={errorOf('password')} />
        <OneTimeCode error={errorOf('oneTimeCode')} />
        <Problems sentences={others} />
        <Group>
          <Button type="submit" variant="default" loading={fetching}>
            {t('security.changeAddress')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
