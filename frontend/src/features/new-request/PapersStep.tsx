import { Button, Group, Stack } from '@mantine/core';
import { useI18n } from '../../i18n';
import { DocumentLine } from '../../subjects/documents/DocumentLine';
import { DocumentUploader } from '../../subjects/documents/DocumentUploader';
import type { Draft } from './draft';
import { RequirementCard } from './RequirementCard';
import type { Go } from './steps';

/** The papers the country asks for, and the place to hand them in. */
export function PapersStep({ draft, go, refresh }: { draft: Draft; go: Go; refresh: () => void }) {
  const { t } = useI18n();
  return (
    <Stack gap="md">
      <RequirementCard country={draft.country} numberType={draft.numberType} />
      <div>
        {draft.documents.map((document) => (
          <DocumentLine key={document.id} document={document} onChanged={refresh} />
        ))}
      </div>
      <DocumentUploader order={{ requestId: draft.id }} onUploaded={refresh} />
      <Group gap="xs">
        <Button variant="default" onClick={() => go('details')}>
          {t('ui.back')}
        </Button>
        <Button onClick={() => go('review')}>{t('ui.next')}</Button>
      </Group>
    </Stack>
  );
}
