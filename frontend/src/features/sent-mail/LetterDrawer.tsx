import { Badge, Group, Stack, Text, Title } from '@mantine/core';
import { useI18n } from '../../i18n';
import { Outcome } from '../../subjects/Outcome';
import { eventWord } from '../../subjects/timeline';
import { DateTime } from '../../ui/DateTime';
import { LinkButton } from '../../ui/links';
import { SidePanel } from '../../ui/SidePanel';
import type { Delivery } from './delivery';
import classes from './SentMail.module.css';

/** A message as it went out. */
export function LetterDrawer({ row, onClose }: { row: Delivery | undefined; onClose: () => void }) {
  const { t } = useI18n();
  return (
    <SidePanel opened={row !== undefined} title={t('mail.opened')} wide onClose={onClose}>
      {row && <Letter row={row} />}
    </SidePanel>
  );
}

function Letter({ row }: { row: Delivery }) {
  const { t, words } = useI18n();
  return (
    <Stack gap="md">
      <Title order={2}>{row.letter?.subject ?? eventWord(words, row.event)}</Title>
      <Sending row={row} />
      {row.lastError && (
        <Text size="sm" c="var(--mantine-color-error)">
          {row.lastError}
        </Text>
      )}
      {row.letter ? (
        <pre className={classes.letter}>{row.letter.text}</pre>
      ) : (
        <Text size="sm">{t('mail.noLetter')}</Text>
      )}
      {row.orderId.startsWith('preq_') && (
        <Group>
          <LinkButton to="/porting-requests/$id" params={{ id: row.orderId }} variant="default">
            {t('mail.openRequest')}
          </LinkButton>
        </Group>
      )}
    </Stack>
  );
}

/** To whom it went, when, about what, and what came of it. */
function Sending({ row }: { row: Delivery }) {
  const { words } = useI18n();
  return (
    <Group gap="xs">
      <Text size="sm">{row.destination}</Text>
      <Outcome row={row} />
      <Text size="sm" c="dimmed" component="span">
        <DateTime at={row.deliveredAt ?? row.createdAt} style="full" />
      </Text>
      <Badge variant="default" size="sm">
        {eventWord(words, row.event)}
      </Badge>
    </Group>
  );
}
