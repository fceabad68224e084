import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { useSend } from '../../actions/useSend';
import {
  CarrierRenewCallbackSecretDocument,
  CarrierRestoreDocument,
  CarrierRetireDocument,
  type CarrierRowFragment,
} from '../../gql';
import { useI18n } from '../../i18n';
import { problemsOf } from '../../subjects/profiles/problems';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { ShownOnce } from '../../ui/ShownOnce';

interface CarrierLifeProps {
  carrier: CarrierRowFragment;
  onSaved: (id: string | undefined) => void;
  /** Something changed that the drawer goes on showing. */
  onChanged: () => void;
}

/** What is done to a carrier beside its fields: retired or taken back into use, and given a new secret. */
export function CarrierLife({ carrier, onSaved, onChanged }: CarrierLifeProps) {
  const { t } = useI18n();
  const [asking, setAsking] = useState(false);
  return (
    <Stack gap="md" mt="xl">
      {carrier.kept?.callbackUrl && <Secret carrier={carrier} onChanged={onChanged} />}
      <Group>
        <Button variant="default" color={carrier.retiredAt ? undefined : 'red'} onClick={() => setAsking(true)}>
          {t(carrier.retiredAt ? 'carrier.restore' : 'carrier.retire')}
        </Button>
      </Group>
      {asking && <AskRetire carrier={carrier} onSaved={onSaved} onClose={() => setAsking(false)} />}
    </Stack>
  );
}

interface AskRetireProps extends Pick<CarrierLifeProps, 'carrier' | 'onSaved'> {
  onClose: () => void;
}

function AskRetire({ carrier, onSaved, onClose }: AskRetireProps) {
  const { t } = useI18n();
  const [{ fetching: retiring }, retire] = useMutation(CarrierRetireDocument);
  const [{ fetching: restoring }, restore] = useMutation(CarrierRestoreDocument);
  const [problems, setProblems] = useState<string[]>([]);
  const input = { id: carrier.id, expectedVersion: carrier.kept?.version };
  const onConfirm = async () => {
    const result = carrier.retiredAt
      ? (await restore({ input })).data?.carrierRestore
      : (await retire({ input: { ...input, leaves: carrier.networkFor } })).data?.carrierRetire;
    if (result?.__typename !== 'Carrier') {
      setProblems(problemsOf(result, t('action.notSent')).map(({ message }) => message));
      return;
    }
    onClose();
    onSaved(undefined);
  };
  const { livePortIns = 0, livePortOuts = 0 } = carrier.kept ?? {};
  const countries = carrier.networkFor.join(', ');
  const lost = countries && !carrier.retiredAt ? t('carrier.retireNetwork', { countries }) : '';
  const live = t('carrier.retireText', { portIns: livePortIns, portOuts: livePortOuts });
  return (
    <ConfirmDialog
      opened
      title={t(carrier.retiredAt ? 'carrier.restore' : 'carrier.retire')}
      consequence={carrier.retiredAt ? t('carrier.restoreText') : [live, lost].filter(Boolean).join(' ')}
      confirmLabel={t(carrier.retiredAt ? 'carrier.restore' : 'carrier.retire')}
      danger={!carrier.retiredAt}
      busy={retiring || restoring}
      problems={problems}
      onConfirm={() => void onConfirm()}
      onClose={onClose}
    />
  );
}

function Secret({ carrier, onChanged }: Pick<CarrierLifeProps, 'carrier' | 'onChanged'>) {
  const { t } = useI18n();
  const [asking, setAsking] = useState(false);
  const [made, setMade] = useState<{ secret: string | null } | null>(null);
  const { send, busy, problems } = useSend(CarrierRenewCallbackSecretDocument, 'CarrierCallbackSecret');
  const onRenew = async () => {
    const { done } = await send({ id: carrier.id });
    if (!done) return;
    setAsking(false);
    setMade({ secret: done.secret });
    onChanged();
  };
  return (
    <Stack gap="xs">
      <Text size="sm">{t('carrier.secretText')}</Text>
      {made && <ShownOnce notice={t('carrier.secretOnce')} label={t('carrier.secret')} value={made.secret} />}
      <Group>
        <Button variant="default" onClick={() => setAsking(true)}>
          {t('carrier.renewSecret')}
        </Button>
      </Group>
      {asking && (
        <ConfirmDialog
          opened
          title={`${t('carrier.renewSecret')}: ${carrier.name}`}
          consequence={t('carrier.renewConsequence')}
          confirmLabel={t('carrier.renewSecret')}
          busy={busy}
          problems={problems}
          onConfirm={() => void onRenew()}
          onClose={() => setAsking(false)}
        />
      )}
    </Stack>
  );
}
