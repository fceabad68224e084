import { Button, Group, NumberInput, Select, Stack, Switch, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { IfMay, OnlyFor } from '../../actions/IfMay';
import { type AccountPartsFragment, AccountPortOutPolicySetDocument, type OnDeadline } from '../../gql';
import { useI18n } from '../../i18n';
import { useSession } from '../../lib/session';
import { DateTime } from '../../ui/DateTime';
import { Notice } from '../../ui/Notice';
import { type FieldProblem, problemsOf } from '../profiles/problems';

interface Props {
  account: AccountPartsFragment;
  onSaved: () => void;
}

/** What is decided about port-outs before any comes in. */
export function PortOutPolicy({ account, onSaved }: Props) {
  const { t } = useI18n();
  const { problems, busy, onSubmit } = useSaving(account, onSaved);
  return (
    <form onSubmit={(event) => void onSubmit(event)} noValidate>
      <OnlyFor permission="ACCOUNT_SET_PORT_OUT_POLICY">
        <Stack gap="md">
          <Text size="sm">{t('policy.text')}</Text>
          <Choices account={account} problems={problems} />
          <IfMay permission="ACCOUNT_SET_PORT_OUT_POLICY">
            <Group justify="flex-end">
              <Button type="submit" loading={busy}>
                {t('profile.save')}
              </Button>
            </Group>
          </IfMay>
        </Stack>
      </OnlyFor>
    </form>
  );
}

function Choices({ account, problems }: { account: AccountPartsFragment; problems: readonly FieldProblem[] }) {
  const { t } = useI18n();
  const [unanswered, setUnanswered] = useState<string | null>(account.portOutOnDeadline);
  const errorOf = (name: string) => problems.find(({ path }) => path === name)?.message;
  const others = problems.filter(({ path }) => !FIELDS.includes(path));
  return (
    <>
      <Switch
        name="portOutTwoPerson"
        label={t('policy.twoPerson')}
        description={t('policy.twoPersonText')}
        defaultChecked={account.portOutTwoPerson}
      />
      <Switch
        name="portOutPinRequired"
        label={t('policy.pinRequired')}
        description={t('policy.pinRequiredText')}
        defaultChecked={account.portOutPinRequired}
      />
      <NumberInput
        name="portOutHours"
        label={t('policy.hours')}
        description={t('policy.hoursText')}
        defaultValue={account.portOutHours ?? ''}
        error={errorOf('portOutHours')}
        maw={320}
      />
      <Unanswered value={unanswered} onChange={setUnanswered} error={errorOf('portOutOnDeadline')} />
      <SetBy account={account} />
      {unanswered === 'APPROVE' && (
        <Notice tone="warn" title={t('policy.silenceTitle')}>
          {t('policy.silence')}
        </Notice>
      )}
      {others.length > 0 && (
        <Notice tone="bad" urgent>
          {others.map(({ message }) => message).join(' ')}
        </Notice>
      )}
    </>
  );
}

const FIELDS: readonly string[] = ['portOutHours', 'portOutOnDeadline', 'portOutTwoPerson', 'portOutPinRequired'];

interface UnansweredProps {
  value: string | null;
  onChange: (value: string | null) => void;
  error: string | undefined;
}

function Unanswered({ value, onChange, error }: UnansweredProps) {
  const { t } = useI18n();
  const { staff } = useSession();
  const data = (['EXPIRE', 'APPROVE'] as const).map((each) => ({
    value: each,
    label: t(`portOut.onDeadline.${each}`),
    disabled: staff && each === 'APPROVE',
  }));
  return (
    <Select
      name="portOutOnDeadline"
      label={t('portOut.onDeadline')}
      description={t('policy.unansweredText')}
      data={data}
      allowDeselect={false}
      value={value}
      onChange={onChange}
      error={error}
      maw={320}
    />
  );
}

/** Whose choice it was: silence counts as their consent. */
function SetBy({ account }: { account: AccountPartsFragment }) {
  const { t } = useI18n();
  if (!account.portOutPolicySetAt) return null;
  return (
    <Text size="sm" c="dimmed">
      {account.portOutPolicySetBy ? t('policy.setBy', { name: account.portOutPolicySetBy }) : t('policy.set')}{' '}
      <DateTime at={account.portOutPolicySetAt} />
    </Text>
  );
}

function useSaving(account: AccountPartsFragment, onSaved: () => void) {
  const { t } = useI18n();
  const [{ fetching: busy }, set] = useMutation(AccountPortOutPolicySetDocument);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const hours = Number.parseInt(String(form.get('portOutHours') ?? ''), 10);
    const { data } = await set({
      input: {
        id: account.id,
        expectedVersion: account.version,
        portOutTwoPerson: form.get('portOutTwoPerson') !== null,
        portOutPinRequired: form.get('portOutPinRequired') !== null,
        portOutHours: Number.isNaN(hours) ? null : hours,
        portOutOnDeadline: String(form.get('portOutOnDeadline')) as OnDeadline,
      },
    });
    const result = data?.accountPortOutPolicySet;
    const saved = result?.__typename === 'Account';
    setProblems(saved ? [] : problemsOf(result, t('action.notSent')));
    if (saved) onSaved();
  };
  return { problems, busy, onSubmit };
}
