import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useSend } from '../../../actions/useSend';
import {
  WebhookEndpointDeleteDocument,
  WebhookEndpointDisableDocument,
  WebhookEndpointEnableDocument,
  WebhookEndpointRotateDocument,
  WebhookEndpointTestDocument,
  type WebhookPartsFragment,
} from '../../../gql';
import { type MessageKey, useI18n } from '../../../i18n';
import { ConfirmDialog } from '../../../ui/ConfirmDialog';
import { Problems } from '../../../ui/Problems';
import { toast } from '../../../ui/toast';
import type { Made } from './SecretShown';

type Act = 'test' | 'rotate' | 'enable' | 'disable' | 'delete';
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
  const [last, setLast] = useState<Act>('test');
  const ways = useActs();
  const { problems } = ways[last];
  const busy = Object.values(ways).some((each) => each.busy);
  const onAct = async (verb: Act) => {
    setLast(verb);
    const { done } = await ways[verb].send({ id: endpoint.id });
    if (!done) return;
    setAsking(null);
    toast('done', t(SAID[verb]), endpoint.name);
    if (done.__typename === 'WebhookEndpointSecret') onMade({ name: endpoint.name, secret: done.secret });
    else if (done.__typename === 'WebhookDelivery') onTested(done.id);
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

function useActs() {
  return {
    test: useSend(WebhookEndpointTestDocument, 'WebhookDelivery'),
    rotate: useSend(WebhookEndpointRotateDocument, 'WebhookEndpointSecret'),
    enable: useSend(WebhookEndpointEnableDocument, 'WebhookEndpoint'),
    disable: useSend(WebhookEndpointDisableDocument, 'WebhookEndpoint'),
    delete: useSend(WebhookEndpointDeleteDocument, 'WebhookEndpointDeleted'),
  } satisfies Record<Act, unknown>;
}
