import type { CombinedError, Operation, OperationResult } from '@urql/core';

const TRIES = 6;

/** The keys of the commands that no answer has come to yet, by what they ask. */
const unanswered = new Map<Operation['key'], string>();

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
  const idempotencyKey = unanswered.get(operation.key) ?? crypto.randomUUID();
  unanswered.set(operation.key, idempotencyKey);
  return { ...operation, variables: { ...operation.variables, input: { ...input, idempotencyKey } } };
}

/** Whatever is sent from here on in the words of this command is another one, unless this one is still without an answer. */
export function answered({ operation, error }: OperationResult): void {
  if (!error?.networkError && !isCommitted(error)) unanswered.delete(operation.key);
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
