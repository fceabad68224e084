import { Anchor, FileButton, Stack, Textarea } from '@mantine/core';
import { useI18n } from '../../i18n';
import { useNumbersFile } from './useNumbersFile';

const FILES = '.csv,.txt,text/csv,text/plain';

interface NumbersFieldProps {
  label: string;
  hint: string;
  text: string;
  onText: (text: string) => void;
  error?: string;
}

/** Numbers pasted, typed or from a file. */
export function NumbersField({ label, hint, text, onText, error }: NumbersFieldProps) {
  const { t } = useI18n();
  const { take, notice } = useNumbersFile(onText);
  return (
    <Stack gap={4}>
      <Textarea
        label={label}
        description={hint}
        required
        autosize
        minRows={5}
        maxRows={12}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
        error={error}
      />
      <FileButton accept={FILES} onChange={(file) => void take(file)}>
        {(props) => (
          <Anchor component="button" type="button" size="sm" style={{ alignSelf: 'flex-start' }} {...props}>
            {t('ui.choose')}
          </Anchor>
        )}
      </FileButton>
      {notice}
    </Stack>
  );
}
