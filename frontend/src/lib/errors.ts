import type { CombinedError } from '@urql/core';

/** What went wrong with a read or a command, in the words the error states need. */
export interface Failure {
  kind: 'offline' | 'signedOut' | 'server';
  requestId: string | null;
}

/** Network trouble, an ended session and a server's failure need different words and different buttons. */
export function failureOf(error: CombinedError): Failure {
  const response = error.response as Response | undefined;
  const requestId = response?.headers?.get('x-request-id') ?? null;
  if (response?.status === 401) return { kind: 'signedOut', requestId };
  if (error.networkError && !response) return { kind: 'offline', requestId };
  return { kind: 'server', requestId };
}

/** A typed refusal: every member of a result union that is not the subject has a code and a sentence. */
export interface Refusal {
  code: string;
  message: string;
  blockers?: readonly { code: string; message: string }[];
  fields?: readonly { path: string; message: string }[];
}

/** The sentences a person needs: the blockers or the fields where there are any, else the refusal's own. */
export function sentencesOf(refusal: Refusal): string[] {
  if (refusal.blockers?.length) return refusal.blockers.map((blocker) => blocker.message);
  if (refusal.fields?.length) return refusal.fields.map((field) => field.message);
  return [refusal.message];
}
