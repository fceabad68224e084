import { Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from 'urql';
import { type NumberType, RequirementDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { labelOf } from '../../subjects/fieldLabels';
import { RequiredDocuments } from '../../subjects/RequiredDocuments';
import { intervalText, notesOf } from '../../subjects/requirements';

/** What this country asks for before a number of this type can move. */
export function RequirementCard({ country, numberType }: { country: string; numberType: NumberType }) {
  const i18n = useI18n();
  const { t } = i18n;
  const [{ data }] = useQuery({ query: RequirementDocument, variables: { country, numberType } });
  const requirement = data?.requirement;
  if (!requirement) return null;
  const fields = requirement.fields.filter((field) => field.required).map((field) => labelOf(field, i18n));
  return (
    <Paper withBorder p="md" radius="md">
      <Stack gap="sm">
        <Title order={2}>{t('new.needs')}</Title>
        <RequiredDocuments requirement={requirement} />
        {fields.length > 0 && <Text size="sm">{t('new.needsFields', { fields: fields.join(', ') })}</Text>}
        <Text size="sm">{intervalText(requirement, i18n)}</Text>
        {notesOf(requirement, i18n).map((note) => (
          <Text key={note} size="sm" c="dimmed">
            {note}
          </Text>
        ))}
      </Stack>
    </Paper>
  );
}
