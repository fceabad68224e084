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
export type Problem = { path: string; message: string };

export interface Saving {
  busy: boolean;
  problems: readonly Problem[];
  /** The draft's id, or null when it was refused; then `problems` says why. */
  create: (input: Omit<PortingRequestCreateInput, 'submit'>) => Promise<string | null>;
  update: (draft: Draft, change: Omit<PortingRequestUpdateInput, 'id' | 'expectedVersion'>) => Promise<boolean>;
  clear: () => void;
}

/** Writes the draft step by step; what is refused is kept with the path of the field it is about. */
export function useSaving(): Saving {
  const client = useClient();
  const { t } = useI18n();
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<readonly Problem[]>([]);

  const judged = useCallback(
    async <Result extends { __typename: string }>(send: () => Promise<Result | undefined>): Promise<Result | null> => {
      setBusy(true);
      setProblems([]);
      try {
        const result = await send();
        if (result?.__typename === 'PortingRequest') return result;
        setProblems(problemsOf(result as Refusal | undefined));
      } catch {
        setProblems([{ path: '', message: t('action.notSent') }]);
      } finally {
        setBusy(false);
      }
      return null;
    },
    [t],
  );

  const create: Saving['create'] = async (input) => {
    const made = await judged(async () => {
      const answer = await client.mutation(PortingRequestCreateDocument, { input }).toPromise();
      if (answer.error) throw answer.error;
      return answer.data?.portingRequestCreate;
    });
    return made && 'id' in made ? made.id : null;
  };
  const update: Saving['update'] = async (draft, change) => {
    const input = { id: draft.id, expectedVersion: draft.version, ...change };
    const changed = await judged(async () => {
      const answer = await client.mutation(PortingRequestUpdateDocument, { input }).toPromise();
      if (answer.error) throw answer.error;
      return answer.data?.portingRequestUpdate;
    });
    return changed !== null;
  };
  return { busy, problems, create, update, clear: useCallback(() => setProblems([]), []) };
}

function problemsOf(refusal: Refusal | undefined): Problem[] {
  if (!refusal) return [];
  if (refusal.fields?.length) return [...refusal.fields];
  if (refusal.blockers?.length) return refusal.blockers.map((blocker) => ({ path: '', message: blocker.message }));
  return [{ path: '', message: refusal.message }];
}
