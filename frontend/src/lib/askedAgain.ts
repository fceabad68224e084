import type { Operation, OperationResult } from '@urql/core';

const TRIES = 3;

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
