import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon';
import classes from './Notice.module.css';
import type { Tone } from './tone';

interface NoticeProps {
  tone: Tone;
  title?: string | null;
  icon?: IconName;
  /** Read aloud at once: for what a person is waiting for. */
  urgent?: boolean;
  children?: ReactNode;
}

/** A box that says something about what stands below or beside it. */
export function Notice({ tone, title, icon = 'alert', urgent, children }: NoticeProps) {
  return (
    <div className={classes.notice} data-tone={tone} role={urgent ? 'alert' : undefined}>
      <Icon name={icon} size={18} />
      <div className={classes.text}>
        {title && <strong className={classes.title}>{title}</strong>}
        {children}
      </div>
    </div>
  );
}
