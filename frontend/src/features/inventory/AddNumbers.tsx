import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { IfMay } from '../../actions/IfMay';
import { PhoneNumbersAddDocument, type PhoneNumbersAddMutation } from '../../gql';
import { useI18n } from '../../i18n';
import { NumbersField } from '../../subjects/numbersRead/NumbersField';
import { type FieldProblem, problemsOf } from '../../subjects/profiles/problems';
import { useAccounts } from '../../subjects/useAccounts';
import { Icon } from '../../ui/Icon';
import { Notice } from '../../ui/Notice';
import { toast } from '../../ui/toast';

type Added = Extract<PhoneNumbersAddMutation['phoneNumbersAdd'], { __typename: 'PhoneNumbersAdded' }>;

interface AddNumbersProps {
  accountId: string | undefined;
  onAdded: () => void;
  onClose: () => void;
}

/** The button that opens the form, for whoever may. */
export function AddNumbersButton({ accountId, onAdded }: Omit<AddNumbersProps, 'onClose'>) {
  const { t } = useI18n();
  const [adding, setAdding] = useState(false);
  return (
    <IfMay permission="PHONE_NUMBER_ADD">
      <Button leftSection={<Icon name="plus" size={14} />} onClick={() => setAdding(true)}>
        {t('inventory.add')}
      </Button>
      {adding && <AddNumbers accountId={accountId} onAdded={onAdded} onClose={() => setAdding(false)} />}
    </IfMay>
  );
}

/** Numbers of the operator's own, pasted or from a file; the lines that were not taken stay in sight, to be corrected and sent again. */
function AddNumbers({ accountId, onAdded, onClose }: AddNumbersProps) {
  const { t } = useI18n();
  const [text, setText] = useState('');
  const [account, setAccount] = useState<string | null>(accountId ?? null);
  const [{ fetching, data }, add] = useMutation(PhoneNumbersAddDocument);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const country = String(new FormData(event.currentTarget).get('country') ?? '').trim() || null;
    const { data: answer } = await add({ input: { accountId: account, country, text } });
    const result = answer?.phoneNumbersAdd;
    if (result?.__typename !== 'PhoneNumbersAdded') {
      setProblems(problemsOf(result, t('action.notSent')));
      return;
    }
    setProblems([]);
    toast('done', t('inventory.added.count', { count: result.numbers.length }));
    onAdded();
    if (result.lines.every((line) => line.outcome === 'ACCEPTED')) onClose();
    else
      setText(
        refused(result)
          .map((line) => line.text)
          .join('\n'),
      );
  };
  const result = data?.phoneNumbersAdd;
  const errorOf = (path: string) => problems.find((problem) => problem.path === path)?.message;
  const others = problems.filter(({ path }) => !['accountId', 'country', 'text'].includes(path));
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('inventory.add')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form onSubmit={(event) => void onSubmit(event)} noValidate>
        <Stack gap="md">
          <Text size="sm">{t('inventory.addText')}</Text>
          <Whose account={account} onAccount={setAccount} error={errorOf('accountId')} />
          <TextInput
            name="country"
            label={t('inventory.addCountry')}
            description={t('carrier.countryHint')}
            error={errorOf('country')}
          />
          <NumbersField
            label={t('inventory.addNumbers')}
            hint={t('inventory.addHint')}
            text={text}
            onText={setText}
            error={errorOf('text')}
          />
          {others.length > 0 && (
            <Notice tone="bad" urgent>
              {others.map((problem) => problem.message).join(' ')}
            </Notice>
          )}
          {result?.__typename === 'PhoneNumbersAdded' && <Refused added={result} />}
          <Group justify="flex-end">
            <Button type="submit" loading={fetching}>
              {t('inventory.add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Whose({
  account,
  onAccount,
  error,
}: {
  account: string | null;
  onAccount: (id: string | null) => void;
  error?: string;
}) {
  const { t } = useI18n();
  const { accounts } = useAccounts();
  return (
    <Select
      label={t('inventory.addAccount')}
      required
      searchable
      data={accounts.map(({ id, name }) => ({ value: id, label: name }))}
      value={account}
      onChange={onAccount}
      error={error}
    />
  );
}

/** The lines that were not taken, each once, in their order. */
function refused(added: Added): Added['lines'] {
  const seen = new Set<number>();
  return added.lines.filter(({ line, outcome }) => outcome !== 'ACCEPTED' && !seen.has(line) && seen.add(line));
}

function Refused({ added }: { added: Added }) {
  const { t } = useI18n();
  const lines = added.lines.filter(({ outcome }) => outcome !== 'ACCEPTED');
  if (lines.length === 0) return null;
  return (
    <Notice tone="warn" title={t('inventory.refusedLines')} urgent>
      {lines.map(({ line, text, message }) => (
        <Text key={`${line} ${message}`} size="sm">
          {t('inventory.refusedLine', { line, text })} – {message}
        </Text>
      ))}
    </Notice>
  );
}
