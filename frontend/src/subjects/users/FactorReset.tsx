import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import {
  UserSecondFactorResetAskDocument,
  UserSecondFactorResetConfirmDocument,
  UserSecondFactorResetStopDocument,
  type WherePartsFragment,
} from '../../gql';
import { useI18n } from '../../i18n';
import { useMay, useUser } from '../../lib/session';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { DateTime } from '../../ui/DateTime';
import { Problems } from '../../ui/Problems';
import { toast } from '../../ui/toast';
import { problemsOf } from '../profiles/problems';
import { OnceMore } from './LevelSelect';

interface FactorResetProps {
  user: { id: string; name: string };
  factor: WherePartsFragment['secondFactor'];
  onDone: () => void;
}

/** Somebody's second factor, and for the operator's administrators what mends its loss: one asks, another confirms, a day later it is done. */
export function FactorReset({ user, factor, onDone }: FactorResetProps) {
  const { t } = useI18n();
  const viewer = useUser();
  const may = useMay();
  const [dialog, setDialog] = useState<'ask' | 'confirm' | null>(null);
  const reset = factor.reset;
  const mends = may('USER_RESET_SECOND_FACTOR') && viewer?.id !== user.id;
  return (
    <Stack gap="xs">
      <Title order={3}>{t('secondFactor.title')}</Title>
      <Text size="sm" component="div">
        {factor.enrolledAt ? (
          <>
            {t('secondFactor.onSince')} <DateTime at={factor.enrolledAt} />
          </>
        ) : (
          t('secondFactor.none')
        )}
      </Text>
      {reset && (
        <Text size="sm" component="div">
          {t(reset.dueAt ? 'secondFactor.resetDue' : 'secondFactor.resetAsked')}{' '}
          <DateTime at={reset.dueAt ?? reset.askedAt} /> · {[reset.askedBy, reset.reason].filter(Boolean).join(': ')}
        </Text>
      )}
      {mends && factor.enrolledAt && (
        <Group gap="xs">
          {!reset && (
            <Button variant="default" onClick={() => setDialog('ask')}>
              {t('secondFactor.resetAsk')}
            </Button>
          )}
          {reset && !reset.dueAt && !reset.askedByViewer && (
            <Button variant="default" onClick={() => setDialog('confirm')}>
              {t('secondFactor.resetConfirm')}
            </Button>
          )}
          {reset && <StopButton id={user.id} onDone={onDone} />}
        </Group>
      )}
      {dialog && <ResetDialog step={dialog} user={user} onClose={() => setDialog(null)} onDone={onDone} />}
    </Stack>
  );
}

function StopButton({ id, onDone }: { id: string; onDone: () => void }) {
  const { t } = useI18n();
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [{ fetching }, stop] = useMutation(UserSecondFactorResetStopDocument);
  const onStop = async () => {
    const result = (await stop({ input: { id } })).data?.userSecondFactorResetStop;
    if (result?.__typename !== 'User')
      return setProblems(problemsOf(result, t('action.notSent')).map(({ message }) => message));
    toast('done', t('secondFactor.resetStopped'));
    onDone();
  };
  return (
    <>
      <Button variant="default" loading={fetching} onClick={() => void onStop()}>
        {t('secondFactor.resetStop')}
      </Button>
      <Problems sentences={problems} />
    </>
  );
}

interface ResetDialogProps extends Omit<FactorResetProps, 'factor'> {
  step: 'ask' | 'confirm';
  onClose: () => void;
}

function ResetDialog({ step, user, onClose, onDone }: ResetDialogProps) {
  const { t } = useI18n();
  const [reason, setReason] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [{ fetching: asking }, ask] = useMutation(UserSecondFactorResetAskDocument);
  const [{ fetching: confirming }, confirm] = useMutation(UserSecondFactorResetConfirmDocument);
  const onConfirm = async () => {
    const given = { id: user.id, password, oneTimeCode: code || null };
    const result =
      step === 'ask'
        ? (await ask({ input: { ...given, reason } })).data?.userSecondFactorResetAsk
        : (await confirm({ input: given })).data?.userSecondFactorResetConfirm;
    if (result?.__typename !== 'User')
      return setProblems(problemsOf(result, t('action.notSent')).map(({ message }) => message));
    toast('done', t(step === 'ask' ? 'secondFactor.resetIsAsked' : 'secondFactor.resetIsConfirmed'), user.name);
    onClose();
    onDone();
  };
  return (
    <ConfirmDialog
      opened
      title={t(step === 'ask' ? 'secondFactor.resetAsk' : 'secondFactor.resetConfirm')}
      consequence={t(step === 'ask' ? 'secondFactor.resetAskText' : 'secondFactor.resetConfirmText', {
        name: user.name,
      })}
      confirmLabel={t(step === 'ask' ? 'secondFactor.resetAsk' : 'secondFactor.resetConfirm')}
      busy={asking || confirming}
      ready={password !== '' && (step === 'confirm' || reason.trim() !== '')}
      problems={problems}
      onConfirm={() => void onConfirm()}
      onClose={onClose}
    >
      {step === 'ask' && (
        <TextInput
          label={t('secondFactor.resetReason')}
          required
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      <OnceMore why="secondFactor.bothWhy" onPassword={setPassword} onCode={setCode} />
    </ConfirmDialog>
  );
}
