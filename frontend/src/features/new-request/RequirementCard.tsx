import { List, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from 'urql';
import { type NumberType, RequirementDocument, type RequirementQuery } from '../../gql';
import { type I18n, useI18n } from '../../i18n';

type Requirement = NonNullable<RequirementQuery['requirement']>;

/** What this country asks for before a number of this type can move. */
export function RequirementCard({ country, numberType }: { country: string; numberType: NumberType }) {
  const i18n = useI18n();
  const { t } = i18n;
  const [{ data }] = useQuery({ query: RequirementDocument, variables: { country, numberType } });
  const requirement = data?.requirement;
  if (!requirement) return null;
  const fields = requirement.fields.filter((field) => field.required).map((field) => field.label);
  return (
    <Paper withBorder p="md" radius="md">
      <Stack gap="sm">
        <Title order={2}>{t('new.needs')}</Title>
        <List size="sm" spacing={4}>
          {documentLines(requirement, i18n).map((line) => (
            <List.Item key={line.text}>
              {line.text}
              {line.notes && (
                <Text size="xs" c="dimmed">
                  {line.notes}
                </Text>
              )}
            </List.Item>
          ))}
        </List>
        {fields.length > 0 && <Text size="sm">{t('new.needsFields', { fields: fields.join(', ') })}</Text>}
        <Text size="sm">{intervalText(requirement, i18n)}</Text>
        {requirement.notes.map((note) => (
          <Text key={note} size="sm" c="dimmed">
            {note}
          </Text>
        ))}
      </Stack>
    </Paper>
  );
}

/** Documents of which any one does are one line. */
function documentLines({ documents }: Requirement, { t, words }: I18n): { text: string; notes: string | null }[] {
  const groups = new Map<string, Requirement['documents']>();
  for (const document of documents) {
    const key = document.oneOf ?? `${document.kind} ${document.name ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), document]);
  }
  return [...groups.values()].map((group) => {
    const names = group.map(({ kind, name, maxAgeDays }) => {
      const word = name ?? words.documentKind[kind];
      return maxAgeDays ? t('new.notOlder', { document: word, days: maxAgeDays }) : word;
    });
    const text = names.join(` ${t('new.or')} `);
    const required = group.some((document) => document.required);
    return { text: required ? text : t('new.optional', { document: text }), notes: group[0]?.notes ?? null };
  });
}

function intervalText({ interval }: Requirement, { t }: I18n): string {
  if (!interval || interval.minDays === null) return t('new.intervalUnknown');
  const max = interval.maxDays ?? interval.minDays;
  const unit = interval.unit === 'CALENDAR_DAYS' ? 'CALENDAR_DAYS' : 'BUSINESS_DAYS';
  return t(`new.interval.${unit}`, { min: interval.minDays, max, same: String(max === interval.minDays) });
}
