import { Button, Stack, Text } from '@mantine/core';
import { lazy, useState } from 'react';
import { InstallationHoldDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { useRead } from '../../lib/query';
import { useMay } from '../../lib/session';
import { useJournal } from '../../subjects/useJournal';
import { DateTime } from '../../ui/DateTime';
import { Icon } from '../../ui/Icon';
import { Optional } from '../../ui/Optional';
import classes from './HoldBar.module.css';

const HoldDialog = lazy(async () => ({ default: (await import('./HoldDialog')).HoldDialog }));
const NO_VARIABLES = {};
const EVENTS = { events: ['INSTALLATION_HELD' as const, 'INSTALLATION_RELEASED' as const] };

/** Tells staff, on every screen, that nothing leaves and no deadline is met, and since when. */
export function HoldBar() {
  const { t } = useI18n();
  const mayRelease = useMay()('INSTALLATION_HOLD');
  const read = useRead(InstallationHoldDocument, NO_VARIABLES);
  const [opened, setOpened] = useState(false);
  useJournal(read.data?.journalCursor, EVENTS, (entries) => entries.length > 0 && read.refresh());
  const hold = read.data?.installation.hold;
  if (!hold) return null;
  return (
    <>
      <output className={classes.bar}>
        <Icon name="alert" />
        <Stack gap={0} className={classes.text}>
          <Text span size="sm" fw={600}>
            {t(hold.reason === 'RESTORED' ? 'hold.restored' : 'hold.byHand')}
          </Text>
          <Text span size="xs">
            {t('hold.since')} <DateTime at={hold.since} />
          </Text>
        </Stack>
        <Button variant="default" onClick={() => setOpened(true)}>
          {t('hold.look')}
        </Button>
      </output>
      <Optional>
        {opened && (
          <HoldDialog
            mayRelease={mayRelease}
            onClose={() => setOpened(false)}
            onReleased={() => {
              setOpened(false);
              read.refresh();
            }}
          />
        )}
      </Optional>
    </>
  );
}
