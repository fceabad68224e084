import { Button, Group, Textarea } from '@mantine/core';
import { useState } from 'react';
import { IfMay } from '../../actions/IfMay';
import { useSend } from '../../actions/useSend';
import {
  AccountPortOutFreezeLiftAskDocument,
  AccountPortOutFreezeLiftDocument,
  type FreezeCause,
  type PortOutFreezePartsFragment,
} from '../../gql';
import { type MessageKey, useI18n } from '../../i18n';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { DateTime } from '../../ui/DateTime';
import { Notice } from '../../ui/Notice';
import { Band } from '../../ui/Page';
import { toast } from '../../ui/toast';
import { OnceDialog } from './OnceDialog';

interface Props {
  accountId: string;
  freeze: PortOutFreezePartsFragment | null | undefined;
  onLifted: () => void;
}

const CAUSES: Record<FreezeCause, MessageKey> = {
  ADDRESSES: 'freeze.cause.ADDRESSES',
  ENDPOINT: 'freeze.cause.ENDPOINT',
  PASSWORD_RESET: 'freeze.cause.PASSWORD_RESET',
  SECOND_FACTOR_RESET: 'freeze.cause.SECOND_FACTOR_RESET',
  ADMINISTRATOR: 'freeze.cause.ADMINISTRATOR',
  DECIDER: 'freeze.cause.DECIDER',
  TOKEN: 'freeze.cause.TOKEN',
  POLICY: 'freeze.cause.POLICY',
};

/** That nobody can approve a port-out of this account for now, why, until when, and how that is lifted. */
export function Freeze({ accountId, freeze, onLifted }: Props) {
  const { t } = useI18n();
  const [opened, setOpened] = useState<'ask' | 'lift' | null>(null);
  if (!freeze) return null;
  const close = () => setOpened(null);
  const causes = freeze.causes.map((cause) => t(CAUSES[cause])).join(', ');
  return (
    <Band>
      <Notice tone="warn" title={t('freeze.title')}>
        {causes.charAt(0).toLocaleUpperCase()}
        {causes.slice(1)}. {t('freeze.until')} <DateTime at={freeze.until} style="full" />.
        <Group mt="xs">
          <IfMay permission="ACCOUNT_ASK_TO_LIFT_FREEZE">
            <Button size="xs" variant="default" onClick={() => setOpened('ask')}>
              {t('freeze.lift')}
            </Button>
          </IfMay>
          <IfMay permission="ACCOUNT_LIFT_FREEZE">
            <Button size="xs" variant="default" onClick={() => setOpened('lift')}>
              {t('freeze.lift')}
            </Button>
          </IfMay>
        </Group>
      </Notice>
      {opened === 'ask' && <AskDialog id={accountId} onClose={close} />}
      {opened === 'lift' && <LiftDialog id={accountId} onDone={onLifted} onClose={close} />}
    </Band>
  );
}

/** The account's own administrator: by password, and a link to the address from before. */
function AskDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useI18n();
  const [made, setMade] = useState(false);
  const { send, busy } = useSend(AccountPortOutFreezeLiftAskDocument, 'Account');
  return (
    <OnceDialog
      title={t('freeze.lift')}
      consequence={t('freeze.askConsequence')}
      once={t('freeze.asked')}
      busy={busy}
      made={made ? t('freeze.asked') : null}
      onProof={async (proof) => {
        const { done, refused } = await send({ id, ...proof });
        if (done) setMade(true);
        return refused;
      }}
      onClose={onClose}
    />
  );
}

/** Staff: with a reason. */
function LiftDialog({ id, onDone, onClose }: { id: string; onDone: () => void; onClose: () => void }) {
  const { t } = useI18n();
  const [reason, setReason] = useState('');
  const { send, busy, problems } = useSend(AccountPortOutFreezeLiftDocument, 'Account');
  const lift = async () => {
    const { done } = await send({ id, reason });
    if (!done) return;
    toast('done', t('freeze.lifted'));
    onDone();
    onClose();
  };
  return (
    <ConfirmDialog
      opened
      title={t('freeze.lift')}
      consequence={t('freeze.liftConsequence')}
      confirmLabel={t('freeze.lift')}
      ready={reason.trim() !== ''}
      busy={busy}
      problems={problems}
      onConfirm={() => void lift()}
      onClose={onClose}
    >
      <Textarea
        label={t('account.reason')}
        description={t('freeze.reasonHint')}
        required
        autosize
        minRows={2}
        maxLength={500}
        value={reason}
        onChange={({ currentTarget: { value } }) => setReason(value)}
      />
    </ConfirmDialog>
  );
}
