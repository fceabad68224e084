import { Text } from '@mantine/core';
import { IfMay } from '../../actions/IfMay';
import { useI18n } from '../../i18n';
import { useSession } from '../../lib/session';
import { DocumentLine } from '../../subjects/documents/DocumentLine';
import { DocumentUploader } from '../../subjects/documents/DocumentUploader';
import { Section } from '../../ui/Page';
import type { PortOutDetail } from './detail';

const KINDS = ['LOA', 'CSR', 'INVOICE', 'ID', 'PROOF_OF_ADDRESS', 'OTHER'] as const;

/** The papers of a port-out: those by which the carrier asks, and what owner and staff keep beside them. */
export function Papers({ request, onChanged }: { request: PortOutDetail; onChanged: () => void }) {
  const { t } = useI18n();
  const { staff } = useSession();
  return (
    <Section title={t('portOut.papers')}>
      {request.documents.length === 0 && (
        <Text size="sm" c="dimmed" mb="sm">
          {t('portOut.noPapers')}
        </Text>
      )}
      {request.documents.map((document) => (
        <DocumentLine
          key={document.id}
          document={document}
          of={t(document.fromCarrier ? 'portOut.paperOfCarrier' : 'portOut.paperNotForCarrier')}
          onChanged={onChanged}
        />
      ))}
      {request.endedAt === null && (
        <IfMay permission="PORT_OUT_DOCUMENT_UPLOAD">
          <div className="no-print">
            <DocumentUploader
              order={{ portOutRequestId: request.id, mayBeCarriers: staff && request.order === null }}
              kinds={KINDS}
              onUploaded={onChanged}
            />
          </div>
        </IfMay>
      )}
    </Section>
  );
}
