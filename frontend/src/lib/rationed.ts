import type { Operation, OperationResult } from '@urql/core';

const TRIES = 6;

/** How long the server wants to be left alone that ran nothing of this; undefined where it says no such thing. */
export function restMs(errors: unknown): number | undefined {
  if (!Array.isArray(errors)) return undefined;
  const limited = errors.find((error) => error?.extensions?.code === 'RATE_LIMITED');
  return limited && Number(limited.extensions.retryAfter ?? 1) * 1000;
}

/** The result; of what was asked too soon, and so was not run, that of asking it again in time. */
export async function inTime(
  first: OperationResult,
  ask: (operation: Operation) => Promise<OperationResult>,
  rest: (ms: number) => Promise<void>,
): Promise<OperationResult> {
  let result = first;
  for (let tries = 0; tries < TRIES; tries++) {
    const ms = restMs(result.error?.graphQLErrors);
    if (ms === undefined) break;
    await rest(ms * (1 + Math.random() / 2));
    result = { ...(await ask(first.operation)), operation: first.operation };
  }
  return result;
}
