import type { ReactNode } from 'react';

/** What a profile list needs to know: whose, which one is open, and how to open another. */
export interface ProfileListProps {
  accountId: string | null;
  open: string | undefined;
  onOpen: (id: string) => void;
  /** Draws the drawer around what is open. */
  drawer: (content: ReactNode) => ReactNode;
}
