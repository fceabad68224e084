import type { ReactNode } from 'react';
import { useI18n } from '../i18n';
import { DateTime } from './DateTime';
import { StatusBadge } from './StatusBadge';
import classes from './Timeline.module.css';
import type { Tone } from './tone';

export interface TimelineEntry {
  id: string;
  at: string;
  title: string;
  who: string;
  /** Who they are to the reader: drawn as a mark beside the name. */
  role?: string;
  about?: ReactNode;
  from?: { label: string; tone: Tone } | null;
  to?: { label: string; tone: Tone } | null;
  /** What became of what, a sentence each. */
  facts?: readonly string[];
  reason?: string | null;
}

/** What happened, newest first, each with who, when and why. */
export function Timeline({ entries, label }: { entries: readonly TimelineEntry[]; label: string }) {
  const { t } = useI18n();
  if (entries.length === 0) return <p className={classes.empty}>{t('ui.timelineEmpty')}</p>;
  return (
    <ol className={classes.timeline} aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.id} className={classes.entry} data-tone={entry.to?.tone ?? 'mute'}>
          <span className={classes.dot} aria-hidden="true" />
          <div className={classes.head}>
            <strong className={classes.title}>{entry.title}</strong>
            {entry.about}
            {entry.to && entry.to.label !== entry.from?.label && (
              <StatusBadge tone={entry.to.tone} label={entry.to.label} />
            )}
          </div>
          {entry.facts?.map((fact) => (
            <p key={fact} className={classes.fact}>
              {fact}
            </p>
          ))}
          {entry.reason && <p className={classes.reason}>{entry.reason}</p>}
          <p className={classes.who}>
            <DateTime at={entry.at} /> · {entry.who}
            {entry.role && ` (${entry.role})`}
          </p>
        </li>
      ))}
    </ol>
  );
}
