import type { ReactNode } from 'react';
import classes from './Toolbar.module.css';

/** The line of filters over a list, what belongs to the view at its end. */
export function Toolbar({ label, children, end }: { label: string; children: ReactNode; end?: ReactNode }) {
  return (
    <search className={classes.toolbar} aria-label={label}>
      {children}
      {end && <div className={classes.end}>{end}</div>}
    </search>
  );
}

/** The line under a list: how much of it is shown, and the way on. */
export function ListFoot({ children }: { children: ReactNode }) {
  return <footer className={classes.foot}>{children}</footer>;
}
