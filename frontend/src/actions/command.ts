import type { Client, TypedDocumentNode } from '@urql/core';
import { isCommitted } from '../lib/committed';
import type { Refusal } from '../lib/errors';
import type { Subject } from './subjects';
import type { Values } from './values';

/** What became of one subject of a command: moved, or refused with the reason. */
export interface Outcome {
  subject: Subject;
  refusal: Refusal | null;
}

/** Carries out one command; the key makes a second click or a retry the same command. */
export type Command = (client: Client, subjects: readonly Subject[], values: Values, key: string) => Promise<Outcome[]>;

type Result = { __typename: string } | ({ __typename: string } & Refusal);
type Doc<Input> = TypedDocumentNode<Record<string, unknown>, { input: Input }>;
type BulkInput = { numbers: unknown; idempotencyKey?: string | null };
type OneInput = { id: string; expectedVersion?: number | null; idempotencyKey?: string | null };
/** Everything that the input needs beside what every command has, and nothing it has no room for. */
type Asked<Input, Own, Given> = Omit<Input, keyof Own> & { [Name in Exclude<keyof Given, keyof Input>]: never };

/** A verb of numbers: many at once, one result each, in the order given. */
export function many<Input extends BulkInput, Given extends Asked<Input, BulkInput, Given>>(
  document: Doc<Input>,
  asked: (values: Values) => Given,
): Command {
  return async (client, subjects, values, idempotencyKey) => {
    const numbers = subjects.map(({ id, version }) => ({ id, expectedVersion: version }));
    const input = { ...asked(values), numbers, idempotencyKey } as unknown as Input;
    const answer = await send(client, document, input);
    if (answer === DONE) return subjects.map((subject) => ({ subject, refusal: null }));
    const results = (answer as { results?: Result[] }).results;
    if (!results) return subjects.map((subject) => ({ subject, refusal: answer as unknown as Refusal }));
    return subjects.map((subject, index) => ({ subject, refusal: refusalOf(results[index]) }));
  };
}

/** A verb of one subject; what is answered number by number has an outcome for each of them, all in the name of the subject. */
export function one<Input extends OneInput, Given extends Asked<Input, OneInput, Given>>(
  document: Doc<Input>,
  asked: (values: Values) => Given,
): Command {
  return (client, subjects, values, idempotencyKey) =>
    Promise.all(
      subjects.map(async (subject, index) => {
        const own = { id: subject.id, expectedVersion: subject.version, idempotencyKey: `${idempotencyKey}-${index}` };
        const result = await send(client, document, { ...asked(values), ...own } as unknown as Input);
        const each = (result as { results?: Result[] }).results ?? [result];
        return each.map((one) => ({ subject, refusal: refusalOf(one) }));
      }),
    ).then((outcomes) => outcomes.flat());
}

/** It was carried out, and what the server knows of it is being read anew (see `lib/committed`). */
const DONE: Result = { __typename: 'Committed' };

async function send<Input>(client: Client, document: Doc<Input>, input: Input): Promise<Result> {
  const { data, error } = await client.mutation(document, { input }).toPromise();
  if (isCommitted(error)) return DONE;
  if (error || !data) throw error ?? new Error('The server answered nothing.');
  return Object.values(data)[0] as Result;
}

function refusalOf(result: Result | undefined): Refusal | null {
  return result && 'message' in result && 'code' in result ? result : null;
}
