import { useState } from 'react';
import { useI18n } from '../../i18n';
import { fileText } from '../../lib/files';
import { Notice } from '../../ui/Notice';

/** Takes a file of numbers; `notice` names what is none, such as a workbook, by whichever name. */
export function useNumbersFile(onText: (text: string) => void) {
  const { t } = useI18n();
  const [refused, setRefused] = useState<string[]>([]);
  const take = async (file: File | null | undefined) => {
    if (!file) return;
    const text = await fileText(file);
    setRefused(text === null ? [file.name] : []);
    if (text !== null) onText(text);
  };
  const notice = refused.length > 0 && (
    <Notice tone="bad" urgent>
      {t('new.csvRefused', { names: refused.join(', ') })}
    </Notice>
  );
  return { take, refuse: setRefused, notice };
}
