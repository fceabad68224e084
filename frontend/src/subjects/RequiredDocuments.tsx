import { List, Text } from '@mantine/core';
import { useI18n } from '../i18n';
import { documentLines } from './requirements';

interface RequiredDocumentsProps {
  requirement: Parameters<typeof documentLines>[0];
  mt?: number;
}

/** The papers a country asks for, with what they have to be like. */
export function RequiredDocuments({ requirement, mt }: RequiredDocumentsProps) {
  const i18n = useI18n();
  return (
    <List size="sm" spacing={4} mt={mt}>
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
  );
}
