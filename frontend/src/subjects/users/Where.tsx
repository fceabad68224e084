import { Button, Group, Stack, Text } from '@mantine/core';
import type { SessionPartsFragment, SignInPartsFragment } from '../../gql';
import { useI18n } from '../../i18n';
import { DateTime } from '../../ui/DateTime';
import { StatusBadge } from '../../ui/StatusBadge';
import type { Tone } from '../../ui/tone';
import { browserOf } from './browser';
import classes from './Where.module.css';

const TONES: Record<SignInPartsFragment['outcome'], Tone> = {
  SIGNED_IN: 'good',
  WRONG_PASSWORD: 'warn',
  DISABLED: 'bad',
  WRONG_CODE: 'bad',
  RECOVERY_CODE: 'warn',
};

interface SessionListProps {
  sessions: readonly SessionPartsFragment[];
  /** Where one of them can be ended by itself. */
  onEnd?: (session: SessionPartsFragment) => void;
}

/** Where somebody is signed in. */
export function SessionList({ sessions, onEnd }: SessionListProps) {
  const { t } = useI18n();
  if (sessions.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('people.noSessions')}
      </Text>
    );
  return (
    <ul className={classes.list}>
      {sessions.map((session) => (
        <li key={session.id}>
          <Group justify="space-between" gap="xs">
            <Session session={session} />
            {onEnd && !session.current && (
              <Button variant="default" onClick={() => onEnd(session)}>
                {t('people.endSession')}
              </Button>
            )}
          </Group>
        </li>
      ))}
    </ul>
  );
}

function Session({ session }: { session: SessionPartsFragment }) {
  const { t } = useI18n();
  return (
    <Stack gap={0}>
      <Text size="sm" fw={600}>
        {browserOf(session.userAgent) ?? t('people.unknownBrowser')}
        {session.current && ` · ${t('people.thisSession')}`}
      </Text>
      <Text size="xs" c="dimmed" component="div">
        {session.network ?? '–'} · {t('people.seen')} <DateTime at={session.lastSeenAt} />
      </Text>
    </Stack>
  );
}

/** Who came in as somebody, and who failed to. */
export function SignInList({ signIns }: { signIns: readonly SignInPartsFragment[] }) {
  const { t, words } = useI18n();
  if (signIns.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('people.noSignIns')}
      </Text>
    );
  return (
    <ul className={classes.list}>
      {signIns.map((one) => (
        <li key={one.id}>
          <Group justify="space-between" gap="xs">
            <Stack gap={0}>
              <Text size="sm" component="div">
                <DateTime at={one.at} />
              </Text>
              <Text size="xs" c="dimmed">
                {[one.network, browserOf(one.userAgent)].filter(Boolean).join(' · ')}
              </Text>
            </Stack>
            <StatusBadge tone={TONES[one.outcome]} label={words.signInOutcome[one.outcome]} />
          </Group>
        </li>
      ))}
    </ul>
  );
}
