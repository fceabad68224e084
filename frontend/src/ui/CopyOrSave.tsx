import { Button } from '@mantine/core';
import { Copy } from './Copy';

interface Props {
  text: string;
  /** What it is saved as, of which type, and what the button says. */
  file: string;
  type: 'text/csv' | 'text/plain';
  saveLabel: string;
  /** What stands in the file, where that is not the text alone. */
  saved?: string;
}

/** Buttons for what is shown once: to the clipboard, or into a file that never was on a server. */
export function CopyOrSave({ text, file, type, saveLabel, saved = text }: Props) {
  const href = `data:${type};charset=utf-8,${encodeURIComponent(saved)}`;
  return (
    <>
      <Copy text={text} />
      <Button variant="default" component="a" download={file} href={href}>
        {saveLabel}
      </Button>
    </>
  );
}
