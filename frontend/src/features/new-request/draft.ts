import { useCallback, useState } from 'react';
import { useClient } from 'urql';
import {
  PortingRequestCreateDocument,
  type PortingRequestCreateInput,
  PortingRequestUpdateDocument,
  type PortingRequestUpdateInput,
  type RequestDraftQuery,
} from '../../gql';
import { useI18n } from '../../i18n';
import type { Refusal } from '../../lib/errors';

export type Draft = NonNullable<RequestDraftQuery['portingRequest']>;
type Problem = { path: string; message: string };

/** The draft's id, or null when it was refused; then `problems` says why. */
export interface Saved {
  id: string | null;
  problems: readonly Problem[];
}

export interface Saving {
  busy: boolean;
  problems: readonly Problem[];
  create: (input: Omit<PortingRequestCreateInput, 'submit'>) => Promise<Saved>;
  update: (draft: Draft, change: Omit<PortingRequestUpdateInput, 'id' | 'expectedVersion'>) => Promise<Saved>;
  clear: () => void;
}

/** Writes the draft step by step; what is refused is kept with the path of the field it is about. */
export function useSaving(): Saving {
  const client = useClient();
  const { t } = useI18n();
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<readonly Problem[]>([]);

  const judged = useCallback(
    async (send: () => Promise<{ __typename: string; id?: string } | undefined>): Promise<Saved> => {
      const refused = (found: readonly Problem[]): Saved => {
        setProblems(found);
        return { id: null, problems: found };
      };
      setBusy(true);
      setProblems([]);
      try {
        const result = await send();
        const made = result?.__typename === 'PortingRequest' && result.id;
        return made ? { id: made, problems: [] } : refused(problemsOf(result as Refusal | undefined));
      } catch {
        return refused([{ path: '', message: t('action.notSent') }]);
      } finally {
        setBusy(false);
      }
    },
    [t],
  );

  const create: Saving['create'] = (input) =>
    judged(async () => {
      const answer = await client.mutation(PortingRequestCreateDocument, { input }).toPromise();
      if (answer.error) throw answer.error;
      return answer.data?.portingRequestCreate;
    });
  const update: Saving['update'] = (draft, change) =>
    judged(async () => {
      const input = { id: draft.id, expectedVersion: draft.version, ...change };
      const answer = await client.mutation(PortingRequestUpdateDocument, { input }).toPromise();
      if (answer.error) throw answer.error;
      return answer.data?.portingRequestUpdate;
    });
  return { busy, problems, create, update, clear: useCallback(() => setProblems([]), []) };
}

function problemsOf(refusal: Refusal | undefined): Problem[] {
  if (!refusal) return [];
  if (refusal.fields?.length) return [...refusal.fields];
  if (refusal.blockers?.length) return refusal.blockers.map((blocker) => ({ path: '', message: blocker.message }));
  return [{ path: '', message: refusal.message }];
}
