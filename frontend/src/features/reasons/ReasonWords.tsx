import { Button, SimpleGrid, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { IfMay } from '../../actions/IfMay';
import { useI18n } from '../../i18n';

interface Said {
  text: string | null;
  note: string | null;
}

interface ReasonWordsProps {
  reason: { code: string; text: string; ownText: string | null; ownNote: string | null };
  /** Answers what is wrong with the words, or nothing. */
  onSave: (said: Said) => Promise<string>;
}

/** One reason: what is shipped, and beside it what the operator says; left empty, what is shipped stands. */
export function ReasonWords({ reason, onSave }: ReasonWordsProps) {
  const { t } = useI18n();
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const filled = (name: string) => String(form.get(name) ?? '').trim() || null;
    setBusy(true);
    setProblem(await onSave({ text: filled('text'), note: filled('note') }));
    setBusy(false);
  };
  return (
    <form onSubmit={(event) => void onSubmit(event)} noValidate>
      <Text size="sm" mt="md">
        {reason.text}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm" style={{ alignItems: 'end' }}>
        <TextInput
          name="text"
          label={t('reason.ownText', { code: reason.code })}
          defaultValue={reason.ownText ?? ''}
          error={problem || undefined}
        />
        <TextInput name="note" label={t('reason.ownNote', { code: reason.code })} defaultValue={reason.ownNote ?? ''} />
        <IfMay permission="REASON_WORD">
          <Button type="submit" variant="default" loading={busy} style={{ justifySelf: 'start' }}>
            {t('reason.save')}
          </Button>
        </IfMay>
      </SimpleGrid>
    </form>
  );
}
