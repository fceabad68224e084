import { Button, Group, Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import {
  InstallationDemandsChangeDocument,
  OwnSecondFactorDocument,
  type OwnSecondFactorQuery,
  StaffDemandsDocument,
  ViewerRecoveryCodesRenewDocument,
  ViewerSecondFactorRemoveDocument,
  ViewerSecondFactorResetStopDocument,
} from '../../gql';
import { type MessageKey, useI18n } from '../../i18n';
import { useRead } from '../../lib/query';
import { refreshUser } from '../../lib/session';
import { problemsOf } from '../../subjects/profiles/problems';
import { Enrolment } from '../../subjects/users/Enrolment';
import { OnceMore } from '../../subjects/users/LevelSelect';
import { RecoveryCodes } from '../../subjects/users/RecoveryCodes';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { DateTime } from '../../ui/DateTime';
import { Failed } from '../../ui/Failed';
import { Notice } from '../../ui/Notice';
import { Problems } from '../../ui/Problems';
import { SkeletonRows } from '../../ui/states';
import { toast } from '../../ui/toast';

const NO_VARIABLES = {};
type Own = NonNullable<OwnSecondFactorQuery['viewer']['secondFactor']>;

/** One's own second factor: turned on, its recovery codes, turned off. */
export function SecondFactor() {
  const { t } = useI18n();
  const read = useRead(OwnSecondFactorDocument, NO_VARIABLES);
  const [setting, setSetting] = useState(false);
  if (read.failure) return <Failed failure={read.failure} onRetry={read.refresh} />;
  if (read.loading) return <SkeletonRows rows={2} />;
  const own = read.data?.viewer.secondFactor;
  if (!own) return null;
  const done = () => {
    setSetting(false);
    read.refresh();
    void refreshUser();
  };
  if (setting) return <Enrolment onDone={done} />;
  if (own.enrolledAt) return <Enrolled own={own} enrolledAt={own.enrolledAt} onDone={done} />;
  return (
    <Stack gap="sm" align="flex-start" maw={640}>
      <Text size="sm">{t('secondFactor.text')}</Text>
      <Button variant="default" onClick={() => setSetting(true)}>
        {t('secondFactor.setUp')}
      </Button>
    </Stack>
  );
}

function Enrolled({ own, enrolledAt, onDone }: { own: Own; enrolledAt: string; onDone: () => void }) {
  const { t } = useI18n();
  const [asking, setAsking] = useState<'renew' | 'remove' | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const close = () => setAsking(null);
  if (codes) return <RecoveryCodes codes={codes} onKept={onDone} />;
  return (
    <Stack gap="sm" align="flex-start" maw={640}>
      {own.reset && <UnderWay reset={own.reset} onDone={onDone} />}
      <Text size="sm" component="div">
        {t('secondFactor.onSince')} <DateTime at={enrolledAt} /> ·{' '}
        {t('secondFactor.codesLeft', { count: own.recoveryCodesLeft })}
      </Text>
      <Group gap="xs">
        <Button variant="default" onClick={() => setAsking('renew')}>
          {t('secondFactor.renew')}
        </Button>
        <Button variant="default" onClick={() => setAsking('remove')}>
          {t('secondFactor.turnOff')}
        </Button>
      </Group>
      {asking === 'renew' && (
        <Renew
          onClose={close}
          onMade={(made) => {
            close();
            setCodes(made);
          }}
        />
      )}
      {asking === 'remove' && <TurnOff demanded={own.demanded} onClose={close} onDone={onDone} />}
    </Stack>
  );
}

function UnderWay({ reset, onDone }: { reset: NonNullable<Own['reset']>; onDone: () => void }) {
  const { t } = useI18n();
  const [{ fetching }, stop] = useMutation(ViewerSecondFactorResetStopDocument);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const onStop = async () => {
    const result = (await stop({ input: {} })).data?.viewerSecondFactorResetStop;
    if (result?.__typename !== 'ViewerSecondFactor')
      return setProblems(problemsOf(result, t('action.notSent')).map(({ message }) => message));
    toast('done', t('secondFactor.resetStopped'));
    onDone();
  };
  return (
    <Notice tone="bad" urgent>
      <Stack gap="xs" align="flex-start">
        <span>
          {t(reset.dueAt ? 'secondFactor.resetDue' : 'secondFactor.resetAsked')}{' '}
          <DateTime at={reset.dueAt ?? reset.askedAt} />
        </span>
        <span>{t('secondFactor.resetStopText')}</span>
        <Problems sentences={problems} />
        <Button loading={fetching} onClick={() => void onStop()}>
          {t('secondFactor.resetStop')}
        </Button>
      </Stack>
    </Notice>
  );
}

interface AskingProps {
  title: MessageKey;
  consequence: MessageKey;
  confirm: MessageKey;
  busy: boolean;
  /** The refusal; nothing where it is done. */
  send: (password: string, code: string | null) => Promise<{ __typename: string } | undefined | 'done'>;
  onClose: () => void;
}

/** Password and code are asked before something happens to the second factor. */
function Asking({ title, consequence, confirm, busy, send, onClose }: AskingProps) {
  const { t } = useI18n();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [problems, setProblems] = useState<readonly string[]>([]);
  const onConfirm = async () => {
    const result = await send(password, code || null);
    if (result !== 'done') setProblems(problemsOf(result, t('action.notSent')).map(({ message }) => message));
  };
  return (
    <ConfirmDialog
      opened
      title={t(title)}
      consequence={t(consequence)}
      confirmLabel={t(confirm)}
      busy={busy}
      ready={password !== '' && code !== ''}
      problems={problems}
      onConfirm={() => void onConfirm()}
      onClose={onClose}
    >
      <OnceMore why="secondFactor.bothWhy" onPassword={setPassword} onCode={setCode} />
    </ConfirmDialog>
  );
}

function Renew({ onClose, onMade }: { onClose: () => void; onMade: (codes: readonly string[]) => void }) {
  const [{ fetching }, renew] = useMutation(ViewerRecoveryCodesRenewDocument);
  return (
    <Asking
      title="secondFactor.renew"
      consequence="secondFactor.renewText"
      confirm="secondFactor.renew"
      busy={fetching}
      onClose={onClose}
      send={async (password, oneTimeCode) => {
        const result = (await renew({ input: { password, oneTimeCode } })).data?.viewerRecoveryCodesRenew;
        if (result?.__typename !== 'RecoveryCodes') return result;
        onMade(result.codes);
        return 'done';
      }}
    />
  );
}

function TurnOff({ demanded, onClose, onDone }: { demanded: boolean; onClose: () => void; onDone: () => void }) {
  const { t } = useI18n();
  const [{ fetching }, remove] = useMutation(ViewerSecondFactorRemoveDocument);
  return (
    <Asking
      title="secondFactor.turnOff"
      consequence={demanded ? 'secondFactor.turnOffDemanded' : 'secondFactor.turnOffText'}
      confirm="secondFactor.turnOff"
      busy={fetching}
      onClose={onClose}
      send={async (password, oneTimeCode) => {
        const result = (await remove({ input: { password, oneTimeCode } })).data?.viewerSecondFactorRemove;
        if (result?.__typename !== 'ViewerSecondFactor') return result;
        toast('done', t('secondFactor.isOff'));
        onDone();
        return 'done';
      }}
    />
  );
}

/** Whether the operator demands a second factor of all its people; for its administrators to say. */
export function StaffDemand() {
  const { t } = useI18n();
  const read = useRead(StaffDemandsDocument, NO_VARIABLES);
  const [{ fetching }, change] = useMutation(InstallationDemandsChangeDocument);
  const [problems, setProblems] = useState<readonly string[]>([]);
  if (read.failure) return <Failed failure={read.failure} onRetry={read.refresh} />;
  if (read.loading) return <SkeletonRows rows={1} />;
  const onChange = async (wanted: boolean) => {
    const result = (await change({ input: { staffSecondFactor: wanted } })).data?.installationDemandsChange;
    if (result?.__typename !== 'Installation')
      return setProblems(problemsOf(result, t('action.notSent')).map(({ message }) => message));
    setProblems([]);
    toast('done', t('secondFactor.demandSaved'));
    read.refresh();
    void refreshUser();
  };
  return (
    <Stack gap="xs" maw={640}>
      <Switch
        label={t('secondFactor.demandStaff')}
        description={t('secondFactor.demandText')}
        checked={read.data?.installation.staffSecondFactorDemanded ?? false}
        disabled={fetching}
        onChange={(event) => void onChange(event.currentTarget.checked)}
      />
      <Problems sentences={problems} />
    </Stack>
  );
}
