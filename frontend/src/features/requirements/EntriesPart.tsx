import { Button, Group, Select, Stack, Switch, Title } from '@mantine/core';
import { useState } from 'react';
import { IfMay } from '../../actions/IfMay';
import type { DocumentKind } from '../../gql';
import { type MessageKey, useI18n } from '../../i18n';
import { plainLabel } from '../../subjects/requestFields';
import { BesideText } from './BesideText';
import { FieldToAdd } from './FieldToAdd';
import classes from './Override.module.css';
import { daysOf, type Entry, KEYS, type ListPart, type Parts, same, textOf, withPart } from './parts';

interface Input {
  part: string;
  label: MessageKey;
  days?: boolean;
}

/** What can be said otherwise of an entry, beside whether it is required. */
const INPUTS: Record<ListPart, readonly Input[]> = {
  documents: [
    { part: 'name', label: 'override.documentName' },
    { part: 'notes', label: 'override.documentNotes' },
    { part: 'max_age_days', label: 'override.maxAge', days: true },
    { part: 'warn_age_days', label: 'override.warnAge', days: true },
  ],
  fields: [
    { part: 'label', label: 'override.label' },
    { part: 'hint', label: 'override.hint' },
    { part: 'example', label: 'override.example' },
    { part: 'pattern', label: 'override.pattern' },
  ],
};
const TITLES = { documents: 'request.documents', fields: 'requirement.fields' } as const;

export interface PartProps {
  shipped: Parts | null;
  own: Parts;
  problems: readonly { path: string; message: string }[];
  onChange: (part: Partial<Parts>) => void;
}

/** The documents, or the fields: each with what is shipped beside it, others added, and shipped ones not asked any more. */
export function EntriesPart({ part, shipped, own, problems, onChange }: PartProps & { part: ListPart }) {
  const { t } = useI18n();
  const titleOf = useTitles(part);
  const entries = own[part];
  const keyOf = (entry: Entry) => textOf(entry[KEYS[part]]);
  const before = shipped?.[part] ?? [];
  const put = (next: Entry[]) => onChange({ [part]: next });
  const missing = before.filter((entry) => !entries.some((each) => keyOf(each) === keyOf(entry)));
  return (
    <Stack gap="xs">
      <Title order={3}>{t(TITLES[part])}</Title>
      {entries.map((entry, place) => (
        <EntryPart
          key={keyOf(entry)}
          inputs={INPUTS[part]}
          title={titleOf(entry)}
          entry={entry}
          shipped={before.find((each) => keyOf(each) === keyOf(entry))}
          problemOf={(name) => problems.find(({ path }) => path === `changes.${part}.${place}.${name}`)?.message}
          onChange={(changed) => put(entries.map((each, at) => (at === place ? changed : each)))}
          onRemove={() => put(entries.filter((_, at) => at !== place))}
        />
      ))}
      <IfMay permission="REQUIREMENT_OVERRIDE">
        {missing.map((entry) => (
          <Group key={keyOf(entry)} gap="xs" justify="space-between">
            <span className={classes.gone}>{t('override.notAsked', { what: titleOf(entry) })}</span>
            <Button variant="default" size="xs" onClick={() => put([...entries, entry])}>
              {t('override.askAgain')}
            </Button>
          </Group>
        ))}
        <ToAdd part={part} taken={[...entries, ...missing].map(keyOf)} onAdd={(entry) => put([...entries, entry])} />
      </IfMay>
    </Stack>
  );
}

/** What an entry is called: a document by its kind, a field by what it is. */
function useTitles(part: ListPart) {
  const { words } = useI18n();
  return (entry: Entry): string =>
    part === 'documents'
      ? textOf(entry.name) || words.documentKind[entry.kind as DocumentKind]
      : textOf(entry.label) || plainLabel(textOf(entry.name));
}

interface EntryPartProps {
  inputs: readonly Input[];
  title: string;
  entry: Entry;
  shipped: Entry | undefined;
  problemOf: (part: string) => string | undefined;
  onChange: (entry: Entry) => void;
  onRemove: () => void;
}

function EntryPart({ inputs, title, entry, shipped, problemOf, onChange, onRemove }: EntryPartProps) {
  const { t } = useI18n();
  const changed = !same(entry, shipped);
  const wrong = inputs.some(({ part }) => problemOf(part));
  return (
    <details className={classes.entry} open={wrong || undefined}>
      <summary>
        <span>{entry.required ? title : t('new.optional', { document: title })}</span>
        {changed && <span className={classes.changed}>{t(shipped ? 'override.differs' : 'override.added')}</span>}
      </summary>
      <Stack gap="sm" mt="xs">
        <Switch
          label={t('override.required')}
          checked={entry.required}
          onChange={(event) => onChange({ ...entry, required: event.currentTarget.checked })}
        />
        {inputs.map(({ part, label, days }) => (
          <BesideText
            key={part}
            label={t(label)}
            shipped={textOf(shipped?.[part])}
            value={textOf(entry[part])}
            days={days}
            error={problemOf(part)}
            onChange={(text) => onChange(withPart(entry, part, days ? daysOf(text) : text))}
          />
        ))}
        <IfMay permission="REQUIREMENT_OVERRIDE">
          <Group gap="xs">
            {shipped && changed && (
              <Button variant="default" size="xs" onClick={() => onChange(shipped)}>
                {t('override.asShippedAgain')}
              </Button>
            )}
            <Button variant="default" size="xs" onClick={onRemove} aria-label={`${t('override.dontAsk')}: ${title}`}>
              {t('override.dontAsk')}
            </Button>
          </Group>
        </IfMay>
      </Stack>
    </details>
  );
}

interface ToAddProps {
  part: ListPart;
  taken: readonly string[];
  onAdd: (entry: Entry) => void;
}

function ToAdd({ part, taken, onAdd }: ToAddProps) {
  const { t, words } = useI18n();
  const [kind, setKind] = useState<string | null>(null);
  if (part === 'fields') return <FieldToAdd taken={taken} onAdd={onAdd} />;
  const kinds = Object.entries(words.documentKind).filter(([value]) => !taken.includes(value));
  const add = () => {
    if (kind) onAdd({ kind, required: true });
    setKind(null);
  };
  return (
    <Group gap="xs" align="flex-end">
      <Select
        label={t('override.addDocument')}
        data={kinds.map(([value, label]) => ({ value, label }))}
        value={kind}
        onChange={setKind}
        flex="1 1 12rem"
      />
      <Button variant="default" disabled={!kind} onClick={add}>
        {t('override.add')}
      </Button>
    </Group>
  );
}
