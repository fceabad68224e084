import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { LegalHoldOfDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { useRead } from '../../lib/query';
import { useMay, useSession } from '../../lib/session';
import { StatusBadge } from '../../ui/StatusBadge';
import { type HoldOrder, LegalHoldDialog } from './LegalHoldDialog';

/** To staff: that nothing of an order may be deleted; to their admins a way to say so, and to let it go again. */
export function LegalHold({ order }: { order: HoldOrder }) {
  return useSession().role === 'STAFF' ? <ForStaff order={order} /> : null;
}

function ForStaff({ order }: { order: HoldOrder }) {
  const { t } = useI18n();
  const maySet = useMay()('LEGAL_HOLD_SET');
  const [opened, setOpened] = useState(false);
  const { data, refresh } = useRead(LegalHoldOfDocument, { orderId: order.requestId ?? order.portOutRequestId ?? '' });
  if (!data) return null;
  const hold = data.legalHold;
  return (
    <Group gap="xs" component="span">
      {hold && <StatusBadge tone="warn" label={t('legalHold.badge')} hint={hold.reason} />}
      {maySet && (
        <Button className="no-print" size="compact-xs" variant="default" onClick={() => setOpened(true)}>
          {t(hold ? 'legalHold.lift' : 'legalHold.set')}
        </Button>
      )}
      {opened && <LegalHoldDialog order={order} hold={hold} onDone={refresh} onClose={() => setOpened(false)} />}
    </Group>
  );
}
