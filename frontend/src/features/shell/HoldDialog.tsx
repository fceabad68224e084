import { List, Text } from '@mantine/core';
import { useSend } from '../../actions/useSend';
import {
  type HeldKind,
  InstallationHeldDocument,
  type InstallationHeldQuery,
  InstallationReleaseDocument,
} from '../../gql';
import { useI18n } from '../../i18n';
import { useRead } from '../../lib/query';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { Failed } from '../../ui/Failed';
import { SkeletonRows } from '../../ui/states';
import { toast } from '../../ui/toast';
import classes from './HoldBar.module.css';

const NO_VARIABLES = {};
type Held = NonNullable<InstallationHeldQuery['installation']['hold']>['wouldHappen'][number];

/** What each kind is, with its count. */
const WORDS = {
  PERFORM: 'hold.kind.perform',
  WINDOW_CLOSED: 'hold.kind.windowClosed',
  APPROVAL: 'hold.kind.approval',
  EXPIRY: 'hold.kind.expiry',
  OFFER_EXPIRY: 'hold.kind.offerExpiry',
  UNLOCKING: 'hold.kind.unlocking',
  RELEASE: 'hold.kind.release',
  COMPLETION: 'hold.kind.completion',
  PROVISIONING: 'hold.kind.provisioning',
  REMINDER: 'hold.kind.reminder',
  DIGEST: 'hold.kind.digest',
  ENDING: 'hold.kind.ending',
  CLEARING: 'hold.kind.clearing',
  FACTOR_RESET: 'hold.kind.factorReset',
  SIMULATED: 'hold.kind.simulated',
  MAIL: 'hold.kind.mail',
  CALLBACK: 'hold.kind.callback',
  WEBHOOK: 'hold.kind.webhook',
  CARRIER: 'hold.kind.carrier',
  NEWS: 'hold.kind.news',
  RETENTION: 'hold.kind.retention',
} as const satisfies Record<HeldKind, string>;

interface HoldDialogProps {
  mayRelease: boolean;
  onClose: () => void;
  onReleased: () => void;
}

/** Shows what a release would let happen at once, and releases. */
export function HoldDialog({ mayRelease, onClose, onReleased }: HoldDialogProps) {
  const { t } = useI18n();
  const read = useRead(InstallationHeldDocument, NO_VARIABLES);
  const { release, busy, problems } = useRelease(onReleased);
  return (
    <ConfirmDialog
      opened
      title={t('hold.title')}
      consequence={t(mayRelease ? 'hold.consequence' : 'hold.askAdmin')}
      confirmLabel={t('hold.release')}
      danger
      busy={busy}
      ready={mayRelease && read.data !== undefined}
      problems={problems}
      onConfirm={() => void release()}
      onClose={onClose}
    >
      {read.failure && <Failed failure={read.failure} onRetry={read.refresh} />}
      {read.loading && <SkeletonRows rows={3} />}
      {read.data && <WhatWouldHappen held={read.data.installation.hold?.wouldHappen ?? []} />}
    </ConfirmDialog>
  );
}

function useRelease(onReleased: () => void) {
  const { t } = useI18n();
  const { send, busy, problems } = useSend(InstallationReleaseDocument, 'Installation');
  const release = async () => {
    if (!(await send({})).done) return;
    toast('done', t('hold.released'));
    onReleased();
  };
  return { release, busy, problems };
}

function WhatWouldHappen({ held }: { held: readonly Held[] }) {
  const { t } = useI18n();
  if (held.length === 0) return <Text size="sm">{t('hold.nothing')}</Text>;
  return (
    <List size="sm" className={classes.kinds}>
      {held.map((each) => (
        <List.Item key={each.kind}>
          {t(WORDS[each.kind], { count: each.count })}
          <Text size="xs" c="dimmed" component="div">
            {each.items.map((item) => [item.name, item.destination].filter(Boolean).join(' → ')).join(', ')}
            {each.items.length < each.count && ' …'}
          </Text>
        </List.Item>
      ))}
    </List>
  );
}
