import type { CSSProperties, KeyboardEvent, ReactNode } from 'react';
import { usePreferences } from '../../lib/preferences';
import classes from './DataTable.module.css';

interface GridProps {
  label: string;
  count: number;
  selectable: boolean;
  /** On a phone each row is a card. */
  narrow: boolean;
  style: CSSProperties;
  onKeyDown: (event: KeyboardEvent) => void;
  children: ReactNode;
}

/** The table as assistive software meets it. */
export function Grid({ label, count, selectable, narrow, style, onKeyDown, children }: GridProps) {
  const { density } = usePreferences();
  return (
    <table
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows take the focus and can be selected, which is what a grid is
      role="grid"
      aria-label={label}
      aria-rowcount={count + 1}
      aria-multiselectable={selectable ? true : undefined}
      className={classes.grid}
      style={style}
      data-density={density}
      data-narrow={narrow || undefined}
      onKeyDown={onKeyDown}
    >
      {children}
    </table>
  );
}
