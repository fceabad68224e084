import { Button, CloseButton, Group, Stack, Text, Textarea } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useI18n } from '../../i18n';
import { Judgement, placeOf, refusedBy, unclearOf } from '../../subjects/numbersRead/Judgement';
import classes from '../../subjects/numbersRead/numbersRead.module.css';
import { type Entry, entries, singly } from '../../subjects/numbersRead/readings';
import { useNumbersFile } from '../../subjects/numbersRead/useNumbersFile';
import { type Reading, useNumbersRead } from '../../subjects/numbersRead/useNumbersRead';
import { DropZone } from '../../ui/DropZone';
import { Problems } from '../../ui/Problems';
import { type Draft, type Saved, type Saving, useSaving } from './draft';
import type { Go } from './steps';

const route = getRouteApi('/app/porting-requests/new');
const MOST_BYTES = 2_000_000;
const CSV = { 'text/csv': ['.csv'], 'text/plain': ['.txt'] };

interface NumbersStepProps {
  draft: Draft | null;
  go: Go;
  refresh: () => void;
}

/** Numbers pasted or dropped in any shape; what the server reads of them stands below, with all that is unclear or cannot be used. */
export function NumbersStep({ draft, go, refresh }: NumbersStepProps) {
  const { t } = useI18n();
  const search = route.useSearch();
  const saving = useSaving();
  const { sent, save } = useSave(saving, { draft, go, refresh });
  const [text, setText] = useState('');
  const country = draft?.country ?? search.country ?? null;
  const numberType = draft?.numberType ?? (search.type as Draft['numberType']) ?? null;
  const reading = useNumbersRead(text, country && numberType ? { country, numberType } : null);
  const numbers = saving.problems.length > 0 ? sent : entries(reading.read?.lines ?? []);
  const judged = refusedBy(saving.problems, numbers);
  const general = saving.problems.filter((problem) => placeOf(problem) === null);
  const change = (to: string) => {
    saving.clear();
    setText(to);
  };
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
        onChange={(event) => change(event.currentTarget.value)}
      />
      <NumbersFile onText={change} />
      <Judgement text={text} reading={reading} numbers={numbers} judged={judged} onText={change} />
      <Problems sentences={general.map((problem) => problem.message)} />
      <Onward
        reading={reading}
        ready={numbers.length + (draft?.numberCount ?? 0) > 0}
        judged={judged}
        numbers={numbers}
        saving={saving}
        onBack={() => go('where')}
        onSave={(some) => void save(some)}
        onLeaveOut={(good) => {
          change(good.map((each) => each.written).join('\n'));
          void save(good);
        }}
      />
    </Stack>
  );
}

/** A file of numbers. */
function NumbersFile({ onText }: { onText: (text: string) => void }) {
  const { t } = useI18n();
  const { take, refuse, notice } = useNumbersFile(onText);
  return (
    <>
      <DropZone
        accept={CSV}
        maxBytes={MOST_BYTES}
        hint={t('new.csvHint')}
        onFiles={([file]) => void take(file)}
        onRefused={refuse}
      />
      {notice}
    </>
  );
}

interface OnwardProps {
  reading: Reading;
  ready: boolean;
  numbers: readonly Entry[];
  judged: ReadonlyMap<Entry, string>;
  saving: Saving;
  onBack: () => void;
  onSave: (numbers: readonly Entry[]) => void;
  onLeaveOut: (good: readonly Entry[]) => void;
}

/** On to the next step, once every line is read and none is left unclear; what the server then does not take may be left out. */
function Onward({ reading, ready, numbers, judged, saving, onBack, onSave, onLeaveOut }: OnwardProps) {
  const { t } = useI18n();
  const good = numbers.filter((number) => !judged.has(number));
  const waits = reading.busy || reading.unanswered !== null || unclearOf(reading).length > 0;
  return (
    <Group gap="xs">
      <Button variant="default" onClick={onBack}>
        {t('ui.back')}
      </Button>
      {judged.size > 0 && good.length > 0 ? (
        <Button loading={saving.busy} disabled={waits} onClick={() => onLeaveOut(good)}>
          {t('new.leaveOut', { count: judged.size })}
        </Button>
      ) : (
        <Button loading={saving.busy} disabled={waits || !ready} onClick={() => onSave(numbers)}>
          {t('ui.next')}
        </Button>
      )}
    </Group>
  );
}

/** Adds the numbers to the draft, or makes one with them; then the next step follows. `sent` is what the answer is about. */
function useSave(saving: Saving, { draft, go, refresh }: NumbersStepProps) {
  const search = route.useSearch();
  const [sent, setSent] = useState<readonly Entry[]>([]);
  const { country, account } = search;
  const numberType = search.type as Draft['numberType'] | undefined;
  const send = async (some: readonly Entry[]): Promise<Saved | null> => {
    setSent(some);
    const numbers = some.map(({ written }) => written);
    if (draft)
      return numbers.length > 0 ? saving.update(draft, { addNumbers: numbers }) : { id: draft.id, problems: [] };
    if (!country || !numberType) return null;
    return saving.create({ country, numberType, numbers, accountId: account ?? null });
  };
  const save = async (some: readonly Entry[]) => {
    const first = await send(some);
    const whole = first?.problems.some((problem) => (some[placeOf(problem) ?? -1]?.numbers.length ?? 0) > 1);
    const saved = whole ? await send(singly(some)) : first;
    if (saved === null) return go('where');
    if (saved.id === null) return;
    if (draft) refresh();
    go('details', draft ? {} : { draft: saved.id });
  };
  return { sent, save };
}

/** The numbers the draft has already. */
function Present({ draft, refresh }: { draft: Draft; refresh: () => void }) {
  const { t } = useI18n();
  const saving = useSaving();
  const remove = async (id: string) => {
    if ((await saving.update(draft, { removeNumbers: [id] })).id) refresh();
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
