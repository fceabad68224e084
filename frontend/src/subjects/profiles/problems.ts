import { type Refusal, sentencesOf } from '../../lib/errors';

export interface FieldProblem {
  path: string;
  message: string;
}

/** What a form has to say about a refusal: at the fields it names, else as a whole. */
export function problemsOf(result: { __typename: string } | undefined, notSent: string): readonly FieldProblem[] {
  if (!result) return [{ path: '', message: notSent }];
  const refusal = result as unknown as Refusal;
  if (refusal.fields?.length) return refusal.fields;
  return sentencesOf(refusal).map((message) => ({ path: '', message }));
}
