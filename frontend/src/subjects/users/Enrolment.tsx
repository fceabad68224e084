import { Button, Code, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { ViewerSecondFactorConfirmDocument, ViewerSecondFactorEnrollDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { Problems } from '../../ui/Problems';
import { type FieldProblem, problemsOf } from '../profiles/problems';
import { OnceMore } from './LevelSelect';
import { RecoveryCodes } from './RecoveryCodes';
import classes from './SecondFactor.module.css';

interface Key {
  key: string;
  image: string;
}

/** A second factor is set up: the password, then the key for an app and a code of it, then the recovery codes. */
export function Enrolment({ onDone }: { onDone: () => void }) {
  const [made, setMade] = useState<Key | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes) return <RecoveryCodes codes={codes} onKept={onDone} />;
  if (made) return <Scan made={made} onConfirmed={setCodes} />;
  return <Begin onMade={setMade} />;
}

type Answer = { __typename: string };

/** One step: what was typed is sent; an answer that is not taken says at its field what is wrong, and none at all that there was none. */
function useStep<Given extends Answer>(
  send: (text: (name: string) => string) => Promise<Given | undefined>,
  isTaken: (answer: Given) => boolean,
) {
  const { t } = useI18n();
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const answer = await send((name) => String(form.get(name) ?? ''));
    setProblems(answer && isTaken(answer) ? [] : problemsOf(answer, t('action.notSent')));
  };
  return {
    onSubmit: (event: FormEvent<HTMLFormElement>) => void onSubmit(event),
    errorOf: (path: string) => problems.find((problem) => problem.path === path)?.message,
    others: problems.filter(({ path }) => path === '').map(({ message }) => message),
  };
}

function Begin({ onMade }: { onMade: (made: Key) => void }) {
  const { t } = useI18n();
  const [{ fetching }, enroll] = useMutation(ViewerSecondFactorEnrollDocument);
  const { onSubmit, errorOf, others } = useStep(
    async (text) => (await enroll({ input: { password: text('password') } })).data?.viewerSecondFactorEnroll,
    (answer) => {
      if (answer.__typename !== 'SecondFactorKey') return false;
      onMade(answer);
      return true;
    },
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm" maw={360}>
        <OnceMore first why="secondFactor.passwordWhy" error={errorOf('password')} />
        <Problems sentences={others} />
        <Group>
          <Button type="submit" loading={fetching}>
            {t('secondFactor.begin')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Scan({ made, onConfirmed }: { made: Key; onConfirmed: (codes: readonly string[]) => void }) {
  const { t } = useI18n();
  const [{ fetching }, confirm] = useMutation(ViewerSecondFactorConfirmDocument);
  const { onSubmit, errorOf, others } = useStep(
    async (text) => (await confirm({ input: { code: text('code') } })).data?.viewerSecondFactorConfirm,
    (answer) => {
      if (answer.__typename !== 'RecoveryCodes') return false;
      onConfirmed(answer.codes);
      return true;
    },
  );
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="sm" maw={480}>
        <Text size="sm">{t('secondFactor.scan')}</Text>
        <div
          className={classes.picture}
          role="img"
          aria-label={t('secondFactor.picture')}
          // biome-ignore lint/security/noDangerouslySetInnerHtml: a drawing of the server's own, of rectangles only
          dangerouslySetInnerHTML={{ __html: made.image }}
        />
        <Text size="sm" className={classes.key}>
          {t('secondFactor.type')} <Code>{inFours(made.key)}</Code>
        </Text>
        <TextInput
          name="code"
          label={t('secondFactor.firstCode')}
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          autoFocus
          maw={240}
          error={errorOf('code')}
        />
        <Problems sentences={others} />
        <Group>
          <Button type="submit" loading={fetching}>
            {t('secondFactor.turnOn')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function inFours(key: string): string {
  return key.match(/.{1,4}/g)?.join(' ') ?? key;
}
