import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import {
  WebhookEndpointDeleteDocument,
  WebhookEndpointDisableDocument,
  WebhookEndpointEnableDocument,
  WebhookEndpointRotateDocument,
  WebhookEndpointTestDocument,
  type WebhookPartsFragment,
} from '../../../gql';
import { type MessageKey, useI18n } from '../../../i18n';
import { type Refusal, sentencesOf } from '../../../lib/errors';
import { ConfirmDialog } from '../../../ui/ConfirmDialog';
import { Problems } from '../../../ui/Problems';
import { toast } from '../../../ui/toast';
import type { Made } from './SecretShown';

type Act = 'test' | 'rotate' | 'enable' | 'disable' | 'delete';
type Done = { __typename: string } | undefined;
const DONE = ['WebhookDelivery', 'WebhookEndpoint', 'WebhookEndpointSecret', 'WebhookEndpointDeleted'];
const SAID: Record<Act, MessageKey> = {
  test: 'webhooks.tested',
  rotate: 'webhooks.rotated',
  enable: 'webhooks.enabledNow',
  disable: 'webhooks.disabledNow',
  delete: 'webhooks.deletedNow',
};

interface ActsProps {
  endpoint: WebhookPartsFragment;
  onMade: (made: Made) => void;
  onChanged: () => void;
  onTested: (delivery: string) => void;
}

/** What can be done with an endpoint; what cannot be undone asks first. */
export function Acts({ endpoint, onMade, onChanged, onTested }: ActsProps) {
  const { t } = useI18n();
  const [asking, setAsking] = useState<Act | null>(null);
  const [problems, setProblems] = useState<string[]>([]);
  const { act, busy } = useActs(endpoint.id);
  const onAct = async (verb: Act) => {
    const result = await act(verb);
    const done = result !== undefined && DONE.includes(result.__typename);
    setProblems(done ? [] : result ? sentencesOf(result as unknown as Refusal) : [t('action.notSent')]);
    if (!done) return;
    setAsking(null);
    toast('done', t(SAID[verb]), endpoint.name);
    if ('secret' in result) onMade({ name: endpoint.name, secret: String(result.secret) });
    else if (verb === 'test') onTested(String((result as { id?: string }).id));
    else onChanged();
  };
  const buttons: Act[] = ['test', 'rotate', endpoint.disabledReason ? 'enable' : 'disable', 'delete'];
  return (
    <>
      <Group gap="xs">
        {buttons.map((verb) => (
          <Button
            key={verb}
            variant={verb === 'test' ? 'filled' : 'default'}
            loading={busy && asking === null && verb === 'test'}
            onClick={() => (verb === 'test' || verb === 'enable' ? void onAct(verb) : setAsking(verb))}
          >
            {t(`webhooks.act.${verb}`)}
          </Button>
        ))}
      </Group>
      {!asking && <Problems sentences={problems} />}
      {asking && (
        <ConfirmDialog
          opened
          title={`${t(`webhooks.act.${asking}`)}: ${endpoint.name}`}
          consequence={t(`webhooks.consequence.${asking as 'rotate' | 'disable' | 'delete'}`)}
          confirmLabel={t(`webhooks.act.${asking}`)}
          danger={asking === 'delete'}
          busy={busy}
          problems={problems}
          onConfirm={() => void onAct(asking)}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}

function useActs(id: string) {
  const [testing, test] = useMutation(WebhookEndpointTestDocument);
  const [rotating, rotate] = useMutation(WebhookEndpointRotateDocument);
  const [enabling, enable] = useMutation(WebhookEndpointEnableDocument);
  const [disabling, disable] = useMutation(WebhookEndpointDisableDocument);
  const [deleting, remove] = useMutation(WebhookEndpointDeleteDocument);
  const input = { id };
  const ways: Record<Act, () => Promise<Done>> = {
    test: async () => (await test({ input })).data?.webhookEndpointTest,
    rotate: async () => (await rotate({ input })).data?.webhookEndpointRotate,
    enable: async () => (await enable({ input })).data?.webhookEndpointEnable,
    disable: async () => (await disable({ input })).data?.webhookEndpointDisable,
    delete: async () => (await remove({ input })).data?.webhookEndpointDelete,
  };
  const busy = [testing, rotating, enabling, disabling, deleting].some(({ fetching }) => fetching);
  return { act: (verb: Act) => ways[verb](), busy };
}
