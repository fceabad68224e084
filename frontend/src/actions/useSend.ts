import { useState } from 'react';
import { type TypedDocumentNode, useMutation } from 'urql';
import { useI18n } from '../i18n';
import { type Refusal, sentencesOf } from '../lib/errors';

type Answer<Data> = Extract<Data[keyof Data], { __typename: string }>;

/** What became of a command: its answer where it was carried out, else the sentences that say why not. */
export interface Sent<Done> {
  done: Done | null;
  refused: readonly string[];
}

/** Sends a command from a dialog, which says what stands in its way; `names` are the answers that mean that it was carried out. */
export function useSend<Data, Input, Name extends Answer<Data>['__typename']>(
  document: TypedDocumentNode<Data, { input: Input }>,
  ...names: readonly Name[]
) {
  const { t } = useI18n();
  const [{ fetching: busy }, mutate] = useMutation(document);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const send = async (input: Input): Promise<Sent<Extract<Answer<Data>, { __typename: Name }>>> => {
    const { data } = await mutate({ input });
    const result = data ? (Object.values(data)[0] as { __typename: string } | null) : null;
    const isDone = result !== null && (names as readonly string[]).includes(result.__typename);
    const refused = isDone ? [] : result ? sentencesOf(result as unknown as Refusal) : [t('action.notSent')];
    setProblems(refused);
    return { done: isDone ? (result as Extract<Answer<Data>, { __typename: Name }>) : null, refused };
  };
  return { send, busy, problems };
}
