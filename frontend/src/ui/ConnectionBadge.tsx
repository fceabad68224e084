import { Tooltip } from '@mantine/core';
import { useI18n } from '../i18n';
import classes from './ConnectionBadge.module.css';
import type { Tone } from './tone';

export type Connection = 'connecting' | 'live' | 'slowed' | 'behind' | 'ended' | 'offline';

const TONES: Record<Connection, Tone> = {
  live: 'good',
  connecting: 'warn',
  slowed: 'warn',
  behind: 'warn',
  ended: 'bad',
  offline: 'bad',
};

/** Whether what is on the screen is still coming in by itself. */
export function ConnectionBadge({ state }: { state: Connection }) {
  const { t } = useI18n();
  return (
    <Tooltip label={t(`ui.connection.hint.${state}`)} multiline maw={260}>
      <output className={classes.badge} data-tone={TONES[state]} data-testid="connection">
        <span className={classes.dot} data-state={state} aria-hidden="true" />
        {t(`ui.connection.${state}`)}
      </output>
    </Tooltip>
  );
}
