import { createContext, type ReactNode, useContext } from 'react';

const browserZone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
const ZoneContext = createContext(browserZone);

/** The signed-in person's time zone: the one every time on the screen is shown in. */
export function useTimeZone(): string {
  return useContext(ZoneContext);
}

export function ZoneProvider({ timeZone, children }: { timeZone: string | null | undefined; children: ReactNode }) {
  return <ZoneContext value={timeZone || browserZone}>{children}</ZoneContext>;
}
