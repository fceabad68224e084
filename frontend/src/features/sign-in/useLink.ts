import { useEffect, useState } from 'react';
import { HttpProblem, sendJson } from '../../lib/http';

/** For whom a link is. */
export interface LinkFacts {
  name: string;
  email: string;
  newEmail: string | null;
  locale: string;
  timeZone: string;
  accountName: string | null;
}

export type Purpose = 'INVITATION' | 'PASSWORD_RESET' | 'ADDRESS_CHANGE' | 'ADDRESS_CONFIRMATION' | 'LIFT_FREEZE';

interface LinkRead {
  token: string;
  facts?: LinkFacts;
  /** The link does not work: its sentence. Empty where the server did not answer. */
  problem?: string;
}

/** The link this page was opened by. Its secret stands in the fragment, which stays in the browser; looking uses nothing up. */
export function useLink(purpose: Purpose): LinkRead {
  const [token] = useState(() => window.location.hash.slice(1));
  const [read, setRead] = useState<Omit<LinkRead, 'token'>>({});
  useEffect(() => {
    sendJson<LinkFacts>('/auth/link', { method: 'POST', body: { purpose, token: token || '-' } })
      .then((facts) => setRead({ facts }))
      .catch((failure: unknown) => setRead({ problem: failure instanceof HttpProblem ? failure.message : '' }));
  }, [purpose, token]);
  return { token, ...read };
}
