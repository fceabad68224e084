import { Text } from '@mantine/core';
import { IfMay } from '../../actions/IfMay';
import { useI18n } from '../../i18n';
import { DocumentLine } from '../../subjects/documents/DocumentLine';
import { DocumentUploader } from '../../subjects/documents/DocumentUploader';
import { Section } from '../../ui/Page';
import type { RequestDetail } from './detail';

/** The papers of a request: what was handed in, what became of it, and the place to add more. */
export function Documents({ request, onChanged }: { request: RequestDetail; onChanged: () => void }) {
  const { t } = useI18n();
  return (
    <Section title={t('request.documents')}>
      {request.documents.length === 0 && (
        <Text size="sm" c="dimmed" mb="sm">
          {t('request.noDocuments')}
        </Text>
      )}
      {request.documents.map((document) => (
        <DocumentLine key={document.id} document={document} onChanged={onChanged} />
      ))}
      <IfMay permission="DOCUMENT_UPLOAD">
        <div className="no-print">
          <DocumentUploader order={{ requestId: request.id }} onUploaded={onChanged} />
        </div>
      </IfMay>
    </Section>
  );
}
