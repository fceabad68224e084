import { Group, Text } from '@mantine/core';
import '@mantine/dropzone/styles.layer.css';
import { Dropzone, type FileRejection } from '@mantine/dropzone';
import { useI18n } from '../i18n';
import { Icon } from './Icon';

interface DropZoneProps {
  accept: Record<string, string[]>;
  maxBytes: number;
  hint?: string;
  multiple?: boolean;
  disabled?: boolean;
  onFiles: (files: File[]) => void;
  onRefused: (names: string[]) => void;
}

const MEGABYTE = 1_048_576;

/** A place to drop files on; it is also a button, so the keyboard reaches it. */
export function DropZone({ accept, maxBytes, hint, multiple = false, disabled, onFiles, onRefused }: DropZoneProps) {
  const { t } = useI18n();
  return (
    <Dropzone
      accept={accept}
      maxSize={maxBytes}
      multiple={multiple}
      disabled={disabled}
      onDrop={onFiles}
      onReject={(refused: FileRejection[]) => onRefused(refused.map(({ file }) => file.name))}
      p="md"
      inputProps={{ 'aria-label': t('ui.choose') }}
    >
      <Group gap="sm" wrap="nowrap" style={{ pointerEvents: 'none' }}>
        <Icon name="upload" size={22} />
        <div>
          <Text size="sm" fw={500}>
            {t('ui.drop')}
          </Text>
          <Text size="xs" c="dimmed">
            {hint ?? t('ui.dropHint', { megabytes: Math.floor(maxBytes / MEGABYTE) })}
          </Text>
        </div>
      </Group>
    </Dropzone>
  );
}
