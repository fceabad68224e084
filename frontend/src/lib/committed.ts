import type { CombinedError, Operation } from '@urql/core';

/** Whether a command was carried out although its answer could not be given. */
export function isCommitted(error: CombinedError | undefined): boolean {
  return error?.graphQLErrors.some(({ extensions }) => extensions?.committed === true) ?? false;
}

/** Gives every command a key: sent again under it, the server tells what became of it and does nothing twice. */
export function keyed(operation: Operation): Operation {
  const input = operation.kind === 'mutation' ? operation.variables?.input : undefined;
  if (input === null || typeof input !== 'object' || input.idempotencyKey) return operation;
  const variables = { ...operation.variables, input: { ...input, idempotencyKey: crypto.randomUUID() } };
  return { ...operation, variables };
}
