import { Button, CloseButton, Group, Stack, Text, Textarea } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useI18n } from '../../i18n';
import { type AcceptedLine, readPasted } from '../../lib/numbers';
import { DropZone } from '../../ui/DropZone';
import { Problems } from '../../ui/Problems';
import { type Draft, type Problem, type Saving, useSaving } from './draft';
import classes from './NumbersStep.module.css';
import type { Go } from './steps';

const route = getRouteApi('/app/porting-requests/new');
const CSV = { 'text/csv': ['.csv'], 'text/plain': ['.txt'] };
const MOST_BYTES = 2_000_000;

interface NumbersStepProps {
  draft: Draft | null;
  go: Go;
  refresh: () => void;
}

/** Numbers pasted or dropped in any shape; every line that cannot be used stands beside the ones that can, with the reason. */
export function NumbersStep({ draft, go, refresh }: NumbersStepProps) {
  const { t } = useI18n();
  const saving = useSaving();
  const save = useSave(saving, { draft, go, refresh });
  const [text, setText] = useState('');
  const read = useMemo(() => readPasted(text), [text]);
  const judged = useMemo(() => refusedBy(saving.problems, read.accepted), [saving.problems, read]);
  const good = read.accepted.filter((line) => !judged.has(line));
  const leaveOut = () => {
    setText(good.map((line) => line.number).join('\n'));
    saving.clear();
    void save(good);
  };
  const general = saving.problems.filter((problem) => placeOf(problem) === null);
  const total = read.accepted.length + (draft?.numberCount ?? 0);
  return (
    <Stack gap="md">
      {draft && <Present draft={draft} refresh={refresh} />}
      <Textarea
        label={t(draft ? 'new.addNumbers' : 'new.numbers')}
        description={t('new.numbersHint')}
        autosize
        minRows={6}
        maxRows={16}
        value={text}
        classNames={{ input: classes.input }}
        onChange={(event) => {
          saving.clear();
          setText(event.currentTarget.value);
        }}
      />
      <DropZone
        accept={CSV}
        maxBytes={MOST_BYTES}
        hint={t('new.csvHint')}
        onFiles={async ([file]) => file && setText(await file.text())}
      />
      <Judgement text={text} good={good.length} refused={read.refused} judged={judged} />
      <Problems sentences={general.map((problem) => problem.message)} />
      <Group gap="xs">
        <Button variant="default" onClick={() => go('where')}>
          {t('ui.back')}
        </Button>
        {judged.size > 0 && good.length > 0 ? (
          <Button loading={saving.busy} onClick={leaveOut}>
            {t('new.leaveOut', { count: judged.size })}
          </Button>
        ) : (
          <Button loading={saving.busy} disabled={total === 0} onClick={() => void save(read.accepted)}>
            {t('ui.next')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

/** Adds the numbers to the draft, or makes one with them; then the next step follows. */
function useSave(saving: Saving, { draft, go, refresh }: NumbersStepProps) {
  const search = route.useSearch();
  return async (lines: readonly AcceptedLine[]) => {
    const numbers = lines.map((line) => line.number);
    if (draft) {
      if (numbers.length > 0 && !(await saving.update(draft, { addNumbers: numbers }))) return;
      refresh();
      go('details');
      return;
    }
    const numberType = search.type as Draft['numberType'] | undefined;
    if (!search.country || !numberType) return go('where');
    const made = await saving.create({
      country: search.country,
      numberType,
      numbers,
      accountId: search.account ?? null,
    });
    if (made) go('details', { draft: made });
  };
}

interface JudgementProps {
  text: string;
  good: number;
  /** Lines that are no numbers, and numbers that the server does not take. */
  refused: ReturnType<typeof readPasted>['refused'];
  judged: ReadonlyMap<AcceptedLine, string>;
}

function Judgement({ text, good, refused, judged }: JudgementProps) {
  const { t } = useI18n();
  const lines = [
    ...refused.map((line) => ({ raw: line.raw, line: line.line, why: t(`new.refused.${line.because}`) })),
    ...[...judged].map(([line, why]) => ({ raw: line.raw, line: line.line, why })),
  ];
  return (
    <>
      <div aria-live="polite">
        {text !== '' && (
          <Text size="sm" fw={600}>
            {t('new.read', { accepted: good, refused: lines.length })}
          </Text>
        )}
      </div>
      {lines.length > 0 && <Refused lines={lines} />}
    </>
  );
}

/** The numbers the draft has already. */
function Present({ draft, refresh }: { draft: Draft; refresh: () => void }) {
  const { t } = useI18n();
  const saving = useSaving();
  const remove = async (id: string) => {
    if (await saving.update(draft, { removeNumbers: [id] })) refresh();
  };
  return (
    <div>
      <Text fw={600} size="sm" mb={4}>
        {t('request.numbers', { count: draft.numberCount })}
      </Text>
      <ul className={classes.present}>
        {draft.numbers.edges.map(({ node }) => (
          <li key={node.id} className="tabular">
            {node.display}
            <CloseButton
              size="sm"
              disabled={saving.busy}
              aria-label={t('new.remove', { number: node.display })}
              onClick={() => void remove(node.id)}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Refused({ lines }: { lines: readonly { raw: string; line: number; why: string }[] }) {
  const { t } = useI18n();
  return (
    <table className={classes.refused}>
      <caption>{t('new.refusedLines')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('new.line')}</th>
          <th scope="col">{t('new.raw')}</th>
          <th scope="col">{t('numbers.reason')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={`${line.line} ${line.raw} ${line.why}`}>
            <td className="tabular">{line.line}</td>
            <td className="tabular">{line.raw}</td>
            <td>{line.why}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The place in the list that was sent, for problems such as `numbers.3` and `addNumbers.3`. */
function placeOf({ path }: Problem): number | null {
  const match = /^(?:numbers|addNumbers)\.(\d+)/.exec(path);
  return match ? Number(match[1]) : null;
}

function refusedBy(problems: readonly Problem[], sent: readonly AcceptedLine[]): Map<AcceptedLine, string> {
  const found = new Map<AcceptedLine, string>();
  for (const problem of problems) {
    const place = placeOf(problem);
    const line = place === null ? undefined : sent[place];
    if (line) found.set(line, problem.message);
  }
  return found;
}
