import { MultiSelect } from '@mantine/core';
import { useMemo } from 'react';
import { type EventName, WebhookEventsDocument } from '../../../gql';
import { type I18n, type MessageKey, useI18n } from '../../../i18n';
import { useRead } from '../../../lib/query';
import { eventWord } from '../../../subjects/timeline';

const NO_VARIABLES = {};
const KINDS: Record<string, MessageKey> = {
  porting_request: 'webhooks.kind.porting_request',
  porting_number: 'webhooks.kind.porting_number',
  port_out_request: 'webhooks.kind.port_out_request',
  port_out_order: 'webhooks.kind.port_out_order',
  phone_number: 'webhooks.kind.phone_number',
  document: 'webhooks.kind.document',
};

interface EventsFieldProps {
  value: string[];
  onChange: (events: string[]) => void;
  error?: string;
}

/** Which events an endpoint hears, by what they happen to; none is all. */
export function EventsField({ value, onChange, error }: EventsFieldProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const read = useRead(WebhookEventsDocument, NO_VARIABLES);
  const data = useMemo(() => groups(read.data?.webhookEvents ?? [], i18n), [read.data, i18n]);
  return (
    <MultiSelect
      label={t('webhooks.events')}
      description={t('webhooks.eventsHint')}
      placeholder={value.length === 0 ? t('webhooks.allEvents') : undefined}
      searchable
      clearable
      hidePickedOptions
      nothingFoundMessage={t('webhooks.noEvent')}
      maxDropdownHeight={280}
      data={data}
      value={value}
      onChange={onChange}
      error={error}
    />
  );
}

/** The whole kind first, then each event of it in words. */
function groups(events: readonly { name: string; kind: string }[], { t, words }: I18n) {
  const kinds = [...new Set(events.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const group = KINDS[kind] ? t(KINDS[kind]) : kind;
    const each = events.filter((event) => event.kind === kind);
    const items = each.map(({ name }) => ({ value: name, label: eventWord(words, nameOf(name)) }));
    return { group, items: [{ value: `${kind}.*`, label: t('webhooks.wholeKind', { kind: group }) }, ...items] };
  });
}

/** An event as the API names it, from how it is sent. */
function nameOf(sent: string): EventName {
  return sent.toUpperCase().replace('.', '_') as EventName;
}
