import { type CombinedError, createRequest, type Operation, type OperationResult } from '@urql/core';

const TRIES = 6;

/** The keys of the commands that no answer has come to yet, by what they are to do. */
const unanswered = new Map<Operation['key'], string>();

/**
 * What a command is to do: all that it asks but its key and what shows who asks. Sent again it is the same command, though the password
 * was typed once more and the app shows another code.
 */
function intention({ query, variables }: Operation): Operation['key'] {
  const { idempotencyKey: _key, password: _password, oneTimeCode: _code, ...meant } = variables?.input ?? {};
  return createRequest(query, { ...variables, input: meant }).key;
}

/** Whether a command was carried out although its answer could not be given. */
export function isCommitted(error: CombinedError | undefined): boolean {
  return error?.graphQLErrors.some(({ extensions }) => extensions?.committed === true) ?? false;
}

/**
 * Gives every command a key: sent again under it, the server tells what became of it and does nothing twice. A command that was not
 * answered has the same key when somebody sends it again in the same words, whatever form it is from.
 */
export function keyed(operation: Operation): Operation {
  const input = operation.kind === 'mutation' ? operation.variables?.input : undefined;
  if (input === null || typeof input !== 'object' || input.idempotencyKey) return operation;
  const meant = intention(operation);
  const idempotencyKey = unanswered.get(meant) ?? crypto.randomUUID();
  unanswered.set(meant, idempotencyKey);
  return { ...operation, variables: { ...operation.variables, input: { ...input, idempotencyKey } } };
}

/** Whatever is sent from here on in the words of this command is another one, unless this one is still without an answer. */
export function answered({ operation, error }: OperationResult): void {
  if (!error?.networkError && !isCommitted(error)) unanswered.delete(intention(operation));
}

/**
 * What became of a command whose answer was lost after its commit, by asking again under its key. Where that fails as well,
 * `missed` is told, so that everything on the screen is read anew, and the first answer stands.
 */
export async function askedAgain(
  first: OperationResult,
  ask: (operation: Operation) => Promise<OperationResult>,
  wait: (retry: number) => Promise<void>,
  missed: () => void,
): Promise<OperationResult> {
  for (let retry = 0; retry < TRIES; retry++) {
    await wait(retry);
    const again = await ask(first.operation);
    if (!again.error) return { ...again, operation: first.operation };
  }
  missed();
  return first;
}
