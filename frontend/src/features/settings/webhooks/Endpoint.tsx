import { Stack, Tabs } from '@mantine/core';
import { useState } from 'react';
import { IfMay } from '../../../actions/IfMay';
import type { WebhookPartsFragment } from '../../../gql';
import { useI18n } from '../../../i18n';
import { DateTime } from '../../../ui/DateTime';
import { type Fact, Facts } from '../../../ui/Facts';
import { Notice } from '../../../ui/Notice';
import { Acts } from './Acts';
import { DeliveryLog } from './DeliveryLog';
import { EndpointForm } from './EndpointForm';
import type { Made } from './SecretShown';

interface EndpointProps {
  endpoint: WebhookPartsFragment;
  onMade: (made: Made) => void;
  onChanged: () => void;
}

/** One endpoint: how it stands, what can be done with it, what was sent there. */
export function Endpoint({ endpoint, onMade, onChanged }: EndpointProps) {
  const { t } = useI18n();
  const [tested, setTested] = useState<string | null>(null);
  return (
    <Stack gap="md">
      {endpoint.disabledReason && <Notice tone="warn">{t(`webhooks.disabled.${endpoint.disabledReason}`)}</Notice>}
      <Facts facts={factsOf(endpoint, t)} />
      <IfMay permission="WEBHOOK_ENDPOINT_WRITE">
        <Acts endpoint={endpoint} onMade={onMade} onChanged={onChanged} onTested={setTested} />
      </IfMay>
      <Tabs defaultValue="log" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="log">{t('webhooks.log')}</Tabs.Tab>
          <Tabs.Tab value="change">{t('webhooks.change')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="log" pt="md">
          <DeliveryLog endpoint={endpoint} tested={tested} />
        </Tabs.Panel>
        <Tabs.Panel value="change" pt="md">
          <EndpointForm key={endpoint.version} endpoint={endpoint} onMade={onMade} onChanged={onChanged} />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}

function factsOf(endpoint: WebhookPartsFragment, t: ReturnType<typeof useI18n>['t']): Fact[] {
  const older = endpoint.secrets.find(({ endsAt }) => endsAt !== null)?.endsAt;
  return [
    { label: t('webhooks.url'), value: endpoint.url },
    { label: t('webhooks.maker'), value: endpoint.creatorName },
    { label: t('webhooks.failingSince'), value: endpoint.failingSince && <DateTime at={endpoint.failingSince} /> },
    { label: t('webhooks.oldSecretUntil'), value: older && <DateTime at={older} /> },
  ];
}
