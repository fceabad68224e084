import { describe, expect, test } from 'vitest';
import type { ActionVariant, PortingNumberAction } from '../gql';
import { barActions } from './offer';
import { refusedSentences } from './VerbDialog';

const blocker = (code: string) => ({ code, message: `${code} first.` });
const number = (id: string, ...offers: [PortingNumberAction, ...string[]][]) => ({
  id,
  version: 1,
  name: id,
  availableActions: offers.map(([action, ...codes]) => offer(action, null, codes)),
});
const offer = (action: PortingNumberAction, variant: ActionVariant | null = null, codes: string[] = []) => ({
  action,
  variant,
  label: variant ?? action,
  blockers: codes.map(blocker),
});

describe('what a selection offers', () => {
  test('is what at least one of it can take, with those that can', () => {
    const [action] = barActions('portingNumber', [
      number('a', ['START']),
      number('b', ['START', 'DOCUMENTS_NOT_ACCEPTED']),
    ]);
    expect(action).toMatchObject({ verb: 'START', blockers: [blocker('DOCUMENTS_NOT_ACCEPTED')] });
    expect(action?.subjects.map((subject) => subject.id)).toEqual(['a']);
  });

  test('stands in the order of use: what moves on, what is blocked, what ends things', () => {
    const offers = number(
      'a',
      ['CANCEL'],
      ['MARK_PORTABLE', 'REVIEW_NOT_STARTED'],
      ['ASSIGN_PROFILE'],
      ['START_REVIEW'],
    );
    expect(barActions('portingNumber', [offers]).map((action) => action.verb)).toEqual([
      'START_REVIEW',
      'ASSIGN_PROFILE',
      'MARK_PORTABLE',
      'CANCEL',
    ]);
  });

  test('opens a dialog that can lift its own blocker', () => {
    const [action] = barActions('portingNumber', [number('a', ['RESUBMIT', 'REASONS_NOT_ADDRESSED'])]);
    expect(action?.subjects).toHaveLength(1);
    expect(action?.blockers).toEqual([]);
  });

  test('tells canceling at once from asking for it', () => {
    const [a, b, c] = [number('a', ['CANCEL']), number('b'), number('c', ['CANCEL'])];
    const asking = { ...b, availableActions: [offer('CANCEL', 'REQUEST_CANCELLATION')] };
    const found = barActions('portingNumber', [a, asking, c]);
    expect(found.map(({ label, subjects }) => [label, subjects.map(({ id }) => id)])).toEqual([
      ['CANCEL', ['a', 'c']],
      ['REQUEST_CANCELLATION', ['b']],
    ]);
  });

  test('keeps a blocked action in sight', () => {
    const [action] = barActions('portingNumber', [number('a', ['COMPLETE', 'FOC_NOT_REACHED'])]);
    expect(action).toMatchObject({ verb: 'COMPLETE', subjects: [], blockers: [blocker('FOC_NOT_REACHED')] });
  });
});

test('refusals are told once each, with the names they are about', () => {
  const subject = (name: string) => ({ id: name, version: 1, name });
  const refusal = { code: 'BLOCKED', message: 'Not now.', blockers: [blocker('FOC_NOT_REACHED')] };
  const outcomes = ['a', 'b'].map((name) => ({ subject: subject(name), refusal }));
  expect(refusedSentences(outcomes, 3)).toEqual(['FOC_NOT_REACHED first. (a, b)']);
  expect(refusedSentences(outcomes.slice(0, 1), 1)).toEqual(['FOC_NOT_REACHED first.']);
});
