import { Button, Group, Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { IfMay } from '../../../actions/IfMay';
import { type WebhookPartsFragment, WebhooksDocument } from '../../../gql';
import { useI18n } from '../../../i18n';
import { useRead } from '../../../lib/query';
import { useMay } from '../../../lib/session';
import { ForAccount } from '../../../subjects/ForAccount';
import { useAccounts } from '../../../subjects/useAccounts';
import { Failed } from '../../../ui/Failed';
import { Icon } from '../../../ui/Icon';
import { Section } from '../../../ui/Page';
import { SidePanel } from '../../../ui/SidePanel';
import { StatusBadge } from '../../../ui/StatusBadge';
import { EmptyState, SkeletonRows } from '../../../ui/states';
import { Endpoint } from './Endpoint';
import { EndpointForm } from './EndpointForm';
import { type Made, SecretShown } from './SecretShown';
import classes from './Webhooks.module.css';

const route = getRouteApi('/app/settings/webhooks');
const NO_VARIABLES = {};

/** Where an account's events are posted to: for its admins, and for staff. */
export function Webhooks() {
  const { t } = useI18n();
  return useMay()('WEBHOOK_ENDPOINT_READ') ? <Endpoints /> : <EmptyState icon="user" title={t('webhooks.forAdmins')} />;
}

function Endpoints() {
  const { t } = useI18n();
  const { open } = route.useSearch();
  const navigate = route.useNavigate();
  const read = useRead(WebhooksDocument, NO_VARIABLES);
  const [made, setMade] = useState<Made | null>(null);
  const show = (id?: string) => void navigate({ search: id ? { open: id } : {} });
  if (read.failure) return <Failed failure={read.failure} onRetry={read.refresh} />;
  if (read.loading) return <SkeletonRows rows={3} />;
  const endpoints = read.data?.webhookEndpoints ?? [];
  const shown = endpoints.find((endpoint) => endpoint.id === open);
  const onMade = (next: Made) => {
    setMade(next);
    show();
    read.refresh();
  };
  return (
    <Section title={t('webhooks.title')} aside={<NewButton onClick={() => show('new')} />}>
      <Stack gap="md">
        <Text size="sm" c="dimmed" maw={640}>
          {t('webhooks.intro')}
        </Text>
        {made && <SecretShown made={made} />}
        {endpoints.length === 0 ? (
          <EmptyState icon="arrowOut" title={t('webhooks.none')} text={t('webhooks.noneText')} />
        ) : (
          <EndpointList endpoints={endpoints} onOpen={show} />
        )}
      </Stack>
      <SidePanel opened={open === 'new'} title={t('webhooks.new')} onClose={() => show()}>
        <ForAccount accountId={null}>
          {(accountId) => <EndpointForm accountId={accountId} onMade={onMade} onChanged={show} />}
        </ForAccount>
      </SidePanel>
      <SidePanel opened={shown !== undefined} title={shown?.name ?? ''} wide onClose={() => show()}>
        {shown && <Endpoint key={shown.id} endpoint={shown} onMade={onMade} onChanged={read.refresh} />}
      </SidePanel>
    </Section>
  );
}

function NewButton({ onClick }: { onClick: () => void }) {
  const { t } = useI18n();
  return (
    <IfMay permission="WEBHOOK_ENDPOINT_WRITE">
      <Button leftSection={<Icon name="plus" size={14} />} onClick={onClick}>
        {t('webhooks.new')}
      </Button>
    </IfMay>
  );
}

interface EndpointListProps {
  endpoints: readonly WebhookPartsFragment[];
  onOpen: (id: string) => void;
}

function EndpointList({ endpoints, onOpen }: EndpointListProps) {
  const { staff, accounts } = useAccounts();
  return (
    <ul className={classes.list}>
      {endpoints.map((endpoint) => (
        <li key={endpoint.id}>
          <button type="button" className={classes.row} onClick={() => onOpen(endpoint.id)}>
            <span className={classes.what}>
              <Text size="sm" fw={600} truncate component="span">
                {endpoint.name}
              </Text>
              <Text size="xs" c="dimmed" truncate component="span">
                {staff && `${accounts.find(({ id }) => id === endpoint.accountId)?.name ?? ''} · `}
                {endpoint.url}
              </Text>
            </span>
            <Group gap="xs" wrap="nowrap">
              <Standing endpoint={endpoint} />
              <Icon name="chevronRight" size={14} />
            </Group>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Whether events go there, and whether they arrive. */
function Standing({ endpoint }: { endpoint: WebhookPartsFragment }) {
  const { t } = useI18n();
  if (endpoint.disabledReason)
    return (
      <StatusBadge
        tone="mute"
        label={t('webhooks.disabled')}
        hint={t(`webhooks.disabled.${endpoint.disabledReason}`)}
      />
    );
  if (endpoint.failingSince) return <StatusBadge tone="bad" label={t('webhooks.failing')} />;
  return <StatusBadge tone="good" label={t('webhooks.enabled')} />;
}
