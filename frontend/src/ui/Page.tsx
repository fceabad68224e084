import { Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import classes from './Page.module.css';

interface PageProps {
  title: string;
  /** Beside the title: a status, a reference. */
  aside?: ReactNode;
  actions?: ReactNode;
  /** Above the title: the way back. */
  above?: ReactNode;
  /** The page is one list that scrolls by itself, in place of a page that scrolls. */
  fill?: boolean;
  children: ReactNode;
}

/** The frame of every screen: its title (also the browser tab's), its actions, its content. */
export function Page({ title, aside, actions, above, fill, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Portico`;
  }, [title]);
  return (
    <div className={classes.page} data-fill={fill || undefined}>
      <header className={classes.head}>
        {above && <div className={classes.above}>{above}</div>}
        <div className={classes.titleLine}>
          <Title order={1}>{title}</Title>
          {aside}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** A part of a page with a heading of its own. */
export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.section} aria-label={title}>
      <div className={classes.sectionHead}>
        <Title order={2}>{title}</Title>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** What runs from one side of the page to the other and has no title: what holds for all that follows. */
export function Band({ children }: { children: ReactNode }) {
  return <div className={classes.band}>{children}</div>;
}
