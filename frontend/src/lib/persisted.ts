import { type CombinedError, makeOperation, type Operation, type OperationResult } from '@urql/core';

/** The ids that this server did not know: it was built with other documents than this page was. */
const unknown = new Set<string>();

/** What the build named the document of an operation by; the server has its text. */
function idOf({ kind, query }: Operation): string | undefined {
  return kind === 'query' || kind === 'mutation' ? (query as { documentId?: string }).documentId : undefined;
}

/** Asks by the id of the document instead of its text; what only asks by GET, so that an answer that still holds is not sent again. */
export function byId(operation: Operation): Operation {
  const id = idOf(operation);
  if (id === undefined || unknown.has(id)) return operation;
  const extensions = { ...operation.extensions, persistedQuery: { version: 1 as const, sha256Hash: id } };
  const preferGetMethod = operation.kind === 'query' ? 'within-url-limit' : false;
  return makeOperation(operation.kind, { ...operation, extensions }, { ...operation.context, preferGetMethod });
}

function isUnknown(error: CombinedError | undefined): boolean {
  return error?.graphQLErrors.some(({ extensions }) => extensions?.code === 'PERSISTED_QUERY_NOT_FOUND') ?? false;
}

/**
 * The result; where the server does not know the document, of which nothing was run, that of its text. From then on this page sends
 * the text of it at once: it is older or newer than the server, and goes on working.
 */
export async function orByText(
  result: OperationResult,
  ask: (operation: Operation) => Promise<OperationResult>,
): Promise<OperationResult> {
  const id = idOf(result.operation);
  if (id === undefined || !isUnknown(result.error)) return result;
  unknown.add(id);
  return { ...(await ask(result.operation)), operation: result.operation };
}
