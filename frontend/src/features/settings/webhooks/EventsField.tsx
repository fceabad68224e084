import { MultiSelect } from '@mantine/core';
import { useMemo } from 'react';
import { type WebhookEventKind, WebhookEventsDocument, type WebhookEventsQuery } from '../../../gql';
import { type I18n, type MessageKey, useI18n } from '../../../i18n';
import { useRead } from '../../../lib/query';
import { eventWord } from '../../../subjects/timeline';

const NO_VARIABLES = {};
const KINDS: Record<WebhookEventKind, MessageKey> = {
  PORTING_REQUEST: 'webhooks.kind.porting_request',
  PORTING_NUMBER: 'webhooks.kind.porting_number',
  PORT_OUT_REQUEST: 'webhooks.kind.port_out_request',
  PORT_OUT_ORDER: 'webhooks.kind.port_out_order',
  SNAPBACK: 'webhooks.kind.snapback',
  INTERNAL_MOVE: 'webhooks.kind.internal_move',
  PHONE_NUMBER: 'webhooks.kind.phone_number',
  DOCUMENT: 'webhooks.kind.document',
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
function groups(events: WebhookEventsQuery['webhookEvents'], { t, words }: I18n) {
  const kinds = [...new Set(events.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const group = t(KINDS[kind]);
    const each = events.filter((event) => event.kind === kind);
    const items = each.map(({ name, event }) => ({ value: name, label: eventWord(words, event) }));
    return {
      group,
      items: [{ value: `${kind.toLowerCase()}.*`, label: t('webhooks.wholeKind', { kind: group }) }, ...items],
    };
  });
}
