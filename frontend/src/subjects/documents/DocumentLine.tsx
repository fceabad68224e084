import { Anchor, Group, Text } from '@mantine/core';
import { ActionBar } from '../../actions/ActionBar';
import type { DocumentPartsFragment } from '../../gql';
import { useI18n } from '../../i18n';
import { fileSize } from '../../lib/files';
import { DateTime, PlainDate } from '../../ui/DateTime';
import { StatusBadge } from '../../ui/StatusBadge';
import { DocumentStatusBadge } from '../Status';
import classes from './DocumentLine.module.css';

interface DocumentLineProps {
  document: DocumentPartsFragment;
  /** Whose it is, or who sees it, where that is not plain. */
  of?: string;
  onChanged: () => void;
}

/** One document: what it is, what became of it, and what can be done with it. */
export function DocumentLine({ document, of, onChanged }: DocumentLineProps) {
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
          {of ? <StatusBadge tone="mute" label={of} /> : <DocumentStatusBadge status={document.status} />}
        </Group>
        <Text size="xs" c="dimmed" component="div">
          {document.deletedAt ? (
            <>
              {t('document.deleted')} <DateTime at={document.deletedAt} />
            </>
          ) : (
            <Anchor href={`/documents/${document.id}`} target="_blank" rel="noreferrer" size="xs" underline="always">
              {document.fileName}
            </Anchor>
          )}{' '}
          · {fileSize(document.size, formatLocale)} · <DateTime at={document.createdAt} />
          {document.issueDate && (
            <>
              {' '}
              · {t('document.issued')} <PlainDate date={document.issueDate} />
            </>
          )}
          {document.signer && ` · ${t('document.signedBy', { name: document.signer })}`}
        </Text>
        {document.status === 'REJECTED' && (
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
