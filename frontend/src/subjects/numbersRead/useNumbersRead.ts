import { useDebouncedValue, useNetwork } from '@mantine/hooks';
import { useCallback, useEffect, useState } from 'react';
import { useClient } from 'urql';
import { NumbersReadDocument, type NumbersReadQuery, type NumberType } from '../../gql';
import { failureOf } from '../../lib/errors';

export type NumbersRead = NumbersReadQuery['numbersRead'];
export type NumberLine = NumbersRead['lines'][number];

/** Why there is no answer: none of these says anything about the numbers. */
type Unanswered = 'offline' | 'failed' | 'tooCostly' | 'tooLong';

export interface Reading {
  /** What the text was understood as, once the server has read it as it stands. */
  read: NumbersRead | null;
  busy: boolean;
  unanswered: Unanswered | null;
  retry: () => void;
}

const QUIET_MS = 300;
export const MOST_TEXT = 100_000;

interface Answer {
  of: string;
  read: NumbersRead | null;
  unanswered: Unanswered | null;
}

/** Of which country and type the numbers have to be; of any type where none is named. */
interface Expected {
  country: string;
  numberType?: NumberType;
}

/**
 * Asks the server what a text of numbers means, when its writer pauses; an answer counts only for what it is about. Nothing is asked
 * before it is known what is expected.
 */
export function useNumbersRead(text: string, expected: Expected | null): Reading {
  const { country = null, numberType = null } = expected ?? {};
  const waits = expected === null || text.trim() === '';
  const about = (written: string) => `${country} ${numberType} ${written}`;
  const client = useClient();
  const { online } = useNetwork();
  const [settled] = useDebouncedValue(text, QUIET_MS);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a retry, and a connection that is back, ask again
  useEffect(() => {
    if (waits || settled.trim() === '') return;
    let wanted = true;
    const tell = (given: Omit<Answer, 'of'>) => wanted && setAnswer({ of: about(settled), ...given });
    if (settled.length > MOST_TEXT) {
      tell({ read: null, unanswered: 'tooLong' });
      return;
    }
    const variables = { country, numberType, text: settled };
    client
      .query(NumbersReadDocument, variables, { requestPolicy: 'network-only' })
      .toPromise()
      .then(({ data, error }) =>
        tell({ read: data?.numbersRead ?? null, unanswered: error ? unanswered(error) : null }),
      );
    return () => {
      wanted = false;
    };
  }, [client, settled, waits, country, numberType, attempt, online]);
  const retry = useCallback(() => setAttempt((before) => before + 1), []);
  const now = answer?.of === about(text) ? answer : null;
  return {
    read: now?.read ?? null,
    busy: !waits && now === null,
    unanswered: now?.unanswered ?? null,
    retry,
  };
}

function unanswered(error: Parameters<typeof failureOf>[0]): Unanswered {
  if (error.graphQLErrors.some(({ extensions }) => extensions.code === 'TOO_COSTLY')) return 'tooCostly';
  return failureOf(error).kind === 'offline' ? 'offline' : 'failed';
}
