import { Anchor, Group, Text } from '@mantine/core';
import { ActionBar } from '../../actions/ActionBar';
import type { DocumentPartsFragment } from '../../gql';
import { useI18n } from '../../i18n';
import { fileSize } from '../../lib/files';
import { DocumentStatusBadge } from '../../subjects/Status';
import { DateTime, PlainDate } from '../../ui/DateTime';
import { Section } from '../../ui/Page';
import { DocumentUploader } from './DocumentUploader';
import type { RequestDetail } from './RequestPage';
import classes from './RequestPage.module.css';

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
      <div className="no-print">
        <DocumentUploader requestId={request.id} onUploaded={onChanged} />
      </div>
    </Section>
  );
}

export function DocumentLine({ document, onChanged }: { document: DocumentPartsFragment; onChanged: () => void }) {
  const { t, words, formatLocale } = useI18n();
  const kind = words.documentKind[document.kind];
  const subject = { id: document.id, version: document.version, name: `${kind}: ${document.fileName}` };
  return (
    <div className={classes.document}>
      <div className={classes.documentText}>
        <Group gap="xs">
          <Text fw={600} size="sm">
            {kind}
          </Text>
          <DocumentStatusBadge status={document.status} />
        </Group>
        <Text size="xs" c="dimmed" component="div">
          <Anchor href={`/documents/${document.id}`} target="_blank" rel="noreferrer" size="xs" underline="always">
            {document.fileName}
          </Anchor>{' '}
          · {fileSize(document.size, formatLocale)} · <DateTime at={document.createdAt} />
          {document.issueDate && (
            <>
              {' '}
              · {t('document.issued')} <PlainDate date={document.issueDate} />
            </>
          )}
          {document.signer && ` · ${t('document.signedBy', { name: document.signer })}`}
        </Text>
        {document.statusReason && (
          <Text size="sm" c="var(--mantine-color-error)">
            {document.statusReason}
          </Text>
        )}
      </div>
      <Group gap="xs">
        <ActionBar
          kind="document"
          subjects={[{ ...subject, availableActions: document.availableActions }]}
          onDone={onChanged}
        />
      </Group>
    </div>
  );
}
