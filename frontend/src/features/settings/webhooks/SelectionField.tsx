import { Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { WebhookSelectionCheckDocument } from '../../../gql';
import { useI18n } from '../../../i18n';
import { useRead } from '../../../lib/query';

const EXAMPLE =
  '{\n  ... on PortingRequest { reference status }\n  ... on PortOutRequest { reference portOutStatus: status }\n}';

interface SelectionFieldProps {
  value: string;
  onChange: (selection: string) => void;
  error?: string;
}

/** What is sent instead of the whole request, judged while it is written. */
export function SelectionField({ value, onChange, error }: SelectionFieldProps) {
  const { t } = useI18n();
  const [settled] = useDebouncedValue(value.trim(), 400);
  const read = useRead(WebhookSelectionCheckDocument, { selection: settled }, { pause: settled === '' });
  const judged = settled && settled === value.trim() ? read.data?.webhookSelection : undefined;
  const costs = judged?.cost != null && t('webhooks.selectionCosts', { cost: judged.cost, limit: judged.limit });
  return (
    <Textarea
      label={t('webhooks.selection')}
      description={costs || t('webhooks.selectionHint')}
      placeholder={EXAMPLE}
      autosize
      minRows={4}
      maxRows={14}
      spellCheck={false}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={judged?.problem ?? error}
    />
  );
}
