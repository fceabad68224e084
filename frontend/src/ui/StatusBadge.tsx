import { Tooltip } from '@mantine/core';
import classes from './StatusBadge.module.css';
import type { Tone } from './tone';

interface StatusBadgeProps {
  tone: Tone;
  label: string;
  /** A sentence that explains the status, shown on hover and on focus of what surrounds it. */
  hint?: string;
}

/** A status in words with a tone; the color never says anything that the words do not. */
export function StatusBadge({ tone, label, hint }: StatusBadgeProps) {
  const badge = (
    <span className={classes.badge} data-tone={tone}>
      <span className={classes.dot} aria-hidden="true" />
      {label}
    </span>
  );
  return hint ? (
    <Tooltip label={hint} multiline maw={280}>
      {badge}
    </Tooltip>
  ) : (
    badge
  );
}
