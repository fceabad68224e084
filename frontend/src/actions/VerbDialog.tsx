import { Stack, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import { COMMANDS } from '../gql/commands';
import { useI18n } from '../i18n';
import { failureOf, sentencesOf } from '../lib/errors';
import { useTimeZone } from '../lib/zone';
import { ConfirmDialog } from '../ui/ConfirmDialog';
import { toast } from '../ui/toast';
import type { Command, Outcome } from './command';
import { dialogOf } from './dialogs';
import { FIELDS } from './fields';
import { IN_BULK, type Intent, type Subject } from './subjects';
import classes from './VerbDialog.module.css';
import { firstValues, type Values } from './values';
import { verbWord } from './words';

interface VerbDialogProps {
  intent: Intent;
  onDone: (moved: readonly Subject[]) => void;
  onClose: () => void;
}

const NAMED = 12;

/** Asks what a verb asks, states its consequence, carries it out, and keeps in sight what was refused and why. */
export function VerbDialog({ intent, onDone, onClose }: VerbDialogProps) {
  const i18n = useI18n();
  const ownZone = useTimeZone();
  const [values, setValues] = useState(() => firstValues(intent.setting, ownZone));
  const { run, busy, problems, left } = useRun(intent, onDone);
  const { asks, danger } = dialogOf(intent.kind, intent.verb);
  const word = verbWord(i18n, intent);
  const subjects = left ?? intent.subjects;
  return (
    <ConfirmDialog
      opened
      title={word.label}
      consequence={word.consequence}
      confirmLabel={
        IN_BULK.has(intent.kind)
          ? i18n.t('action.forNumbers', { verb: word.label, count: subjects.length })
          : word.label
      }
      danger={danger}
      count={subjects.length}
      busy={busy}
      ready={asks.every((name) => FIELDS[name].ready(values, intent.setting))}
      problems={problems}
      onConfirm={() => void run(subjects, values)}
      onClose={onClose}
    >
      <Subjects subjects={subjects} />
      {intent.setting.follows?.[intent.verb]}
      {asks.length > 0 && (
        <Stack gap="md">
          {asks.map((name) => {
            const Draw = FIELDS[name].draw;
            return (
              <Draw
                key={name}
                values={values}
                set={(change) => setValues({ ...values, ...change })}
                setting={intent.setting}
              />
            );
          })}
        </Stack>
      )}
    </ConfirmDialog>
  );
}

/** Runs an intent. What was refused stays as `left`, with its sentences, so that it can be corrected and sent again. */
export function useRun(intent: Intent, onDone: (moved: readonly Subject[]) => void) {
  const client = useClient();
  const i18n = useI18n();
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<string[]>([]);
  const [left, setLeft] = useState<readonly Subject[] | null>(null);
  // The same command keeps its key, so a second click or a retry after a broken connection has one effect.
  const attempt = useRef({ sent: '', key: crypto.randomUUID() });
  const run = async (subjects: readonly Subject[], values: Values) => {
    const sent = JSON.stringify([subjects, values]);
    if (attempt.current.sent !== '' && attempt.current.sent !== sent) attempt.current.key = crypto.randomUUID();
    attempt.current.sent = sent;
    setBusy(true);
    setProblems([]);
    try {
      const command = (COMMANDS[intent.kind] as Record<string, Command>)[intent.verb];
      if (!command) return;
      const outcomes = await command(client, subjects, values, attempt.current.key);
      conclude(outcomes);
    } catch (error) {
      const { kind, requestId } = failureOf(error as CombinedError);
      setProblems([i18n.t(kind === 'offline' ? 'action.notSent' : 'action.failed', { id: requestId ?? '–' })]);
    } finally {
      setBusy(false);
    }
  };
  const conclude = (outcomes: readonly Outcome[]) => {
    const moved = outcomes.filter(({ refusal }) => refusal === null).map(({ subject }) => subject);
    const refused = outcomes.filter(({ refusal }) => refusal !== null);
    const { label } = verbWord(i18n, intent);
    if (moved.length > 0) {
      const first = moved[0] as Subject;
      toast('done', label, moved.length === 1 ? first.name : i18n.t('action.done', { count: moved.length }));
    }
    if (refused.length > 0) {
      setLeft(refused.map(({ subject }) => subject));
      setProblems(refusedSentences(refused, outcomes.length));
    } else {
      onDone(moved);
    }
  };
  return { run, busy, problems, left };
}

/** One sentence per refusal; with several subjects each sentence says for whom, and equal ones are told once. */
export function refusedSentences(refused: readonly Outcome[], of: number): string[] {
  const bySentence = new Map<string, Set<string>>();
  for (const { subject, refusal } of refused) {
    for (const sentence of refusal ? sentencesOf(refusal) : []) {
      bySentence.set(sentence, (bySentence.get(sentence) ?? new Set()).add(subject.name));
    }
  }
  return [...bySentence].map(([sentence, subjects]) => {
    if (of === 1) return sentence;
    const names = [...subjects];
    const shown = names.slice(0, 5).join(', ');
    return `${sentence} (${names.length > 5 ? `${shown}, +${names.length - 5}` : shown})`;
  });
}

function Subjects({ subjects }: { subjects: readonly Subject[] }) {
  const { t } = useI18n();
  if (subjects.length === 1) return <Text fw={600}>{subjects[0]?.name}</Text>;
  const more = subjects.length - NAMED;
  return (
    <div className={classes.subjects}>
      {subjects.slice(0, NAMED).map((subject) => (
        <span key={subject.id} className="tabular">
          {subject.name}
        </span>
      ))}
      {more > 0 && <span>{t('action.andMore', { count: more })}</span>}
    </div>
  );
}
