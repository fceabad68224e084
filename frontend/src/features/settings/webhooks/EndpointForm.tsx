import { Button, Group, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { IfMay, OnlyFor } from '../../../actions/IfMay';
import { WebhookEndpointChangeDocument, WebhookEndpointCreateDocument, type WebhookPartsFragment } from '../../../gql';
import { useI18n } from '../../../i18n';
import { type FieldProblem, problemsOf } from '../../../subjects/profiles/problems';
import { Problems } from '../../../ui/Problems';
import { toast } from '../../../ui/toast';
import { EventsField } from './EventsField';
import type { Made } from './SecretShown';
import { SelectionField } from './SelectionField';

const FIELDS = ['name', 'url', 'events', 'selection'];

interface EndpointFormProps {
  /** The one to change; without one a new one is made. */
  endpoint?: WebhookPartsFragment;
  accountId?: string | null;
  onMade: (made: Made) => void;
  onChanged: () => void;
}

/** Where to, which events, and what of them; what is wrong is said at its field. */
export function EndpointForm({ endpoint, accountId = null, onMade, onChanged }: EndpointFormProps) {
  const { t } = useI18n();
  const [asked, setAsked] = useState(() => initial(endpoint));
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const { save, busy } = useSaving(endpoint, accountId);
  const set = (part: Partial<Asked>) => setAsked((before) => ({ ...before, ...part }));
  const errorOf = (field: string) => problems.find((problem) => problem.path === field)?.message;
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const result = await save({ ...asked, selection: asked.selection.trim() || null });
    setProblems(problemsOf(result, t('action.notSent')));
    if (result?.__typename === 'WebhookEndpointSecret') onMade({ name: asked.name, secret: result.secret });
    if (result?.__typename === 'WebhookEndpoint') {
      setProblems([]);
      toast('done', t('webhooks.saved'), result.name);
      onChanged();
    }
  };
  return (
    <form onSubmit={(event) => void onSubmit(event)} noValidate>
      <OnlyFor permission="WEBHOOK_ENDPOINT_WRITE">
        <Stack gap="md">
          <TextInput
            data-autofocus
            label={t('webhooks.name')}
            required
            value={asked.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
            error={errorOf('name')}
          />
          <TextInput
            label={t('webhooks.url')}
            description={t('webhooks.urlHint')}
            required
            inputMode="url"
            value={asked.url}
            onChange={(event) => set({ url: event.currentTarget.value })}
            error={errorOf('url')}
          />
          <EventsField value={asked.events} onChange={(events) => set({ events })} error={errorOf('events')} />
          <SelectionField
            value={asked.selection}
            onChange={(selection) => set({ selection })}
            error={errorOf('selection')}
          />
          <Problems sentences={problems.filter(({ path }) => !FIELDS.includes(path)).map(({ message }) => message)} />
          <IfMay permission="WEBHOOK_ENDPOINT_WRITE">
            <Group justify="flex-end">
              <Button type="submit" loading={busy}>
                {t(endpoint ? 'webhooks.save' : 'webhooks.create')}
              </Button>
            </Group>
          </IfMay>
        </Stack>
      </OnlyFor>
    </form>
  );
}

interface Asked {
  name: string;
  url: string;
  events: string[];
  selection: string;
}

function initial(endpoint: WebhookPartsFragment | undefined): Asked {
  return {
    name: endpoint?.name ?? '',
    url: endpoint?.url ?? '',
    events: [...(endpoint?.events ?? [])],
    selection: endpoint?.selection ?? '',
  };
}

function useSaving(endpoint: WebhookPartsFragment | undefined, accountId: string | null) {
  const [{ fetching: creating }, create] = useMutation(WebhookEndpointCreateDocument);
  const [{ fetching: changing }, change] = useMutation(WebhookEndpointChangeDocument);
  const save = async (fields: Omit<Asked, 'selection'> & { selection: string | null }) => {
    if (!endpoint) return (await create({ input: { ...fields, accountId } })).data?.webhookEndpointCreate;
    const { data } = await change({ input: { ...fields, id: endpoint.id, expectedVersion: endpoint.version } });
    return data?.webhookEndpointChange;
  };
  return { save, busy: creating || changing };
}
