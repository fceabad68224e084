import type { NumberType, RequirementQuery } from '../gql';
import type { I18n } from '../i18n';

export type Requirement = NonNullable<RequirementQuery['requirement']>;

/** What can be ported, by country. */
export function offeredTypes(
  requirements: readonly { country: string; numberType: NumberType }[],
): Map<string, NumberType[]> {
  const found = new Map<string, NumberType[]>();
  for (const { country, numberType } of requirements) {
    found.set(country, [...(found.get(country) ?? []), numberType]);
  }
  return found;
}

/** Documents of which any one does are one line. */
export function documentLines(
  { documents }: Pick<Requirement, 'documents'>,
  { t, words, asked }: I18n,
): { text: string; notes: string | null }[] {
  const groups = new Map<string, Requirement['documents']>();
  for (const document of documents) {
    const key = document.oneOf ?? `${document.kind} ${document.name ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), document]);
  }
  return [...groups.values()].map((group) => {
    const names = group.map(({ kind, name, nameCode, maxAgeDays }) => {
      const word = asked(name, nameCode) ?? words.documentKind[kind];
      return maxAgeDays ? t('new.notOlder', { document: word, days: maxAgeDays }) : word;
    });
    const text = names.join(` ${t('new.or')} `);
    const required = group.some((document) => document.required);
    return {
      text: required ? text : t('new.optional', { document: text }),
      notes: asked(group[0]?.notes, group[0]?.notesCode) ?? null,
    };
  });
}

/** What else to know, each note in the reader's language. */
export function notesOf({ notes, noteCodes }: Pick<Requirement, 'notes' | 'noteCodes'>, { asked }: I18n): string[] {
  return notes.map((note, place) => asked(note, noteCodes[place]));
}

export function intervalText({ interval }: Pick<Requirement, 'interval'>, { t }: I18n): string {
  const max = interval?.maxDays ?? interval?.minDays ?? null;
  if (!interval || max === null) return t('new.intervalUnknown');
  const unit = interval.unit === 'CALENDAR_DAYS' ? 'CALENDAR_DAYS' : 'BUSINESS_DAYS';
  if (interval.minDays === null) return t(`new.intervalUpTo.${unit}`, { max });
  return t(`new.interval.${unit}`, { min: interval.minDays, max, same: String(max === interval.minDays) });
}
