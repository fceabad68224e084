import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { verbsOf } from './verbs.mjs';

const SDL = readFileSync(join(import.meta.dirname, '../../schema.graphql'), 'utf8');

test('the verbs of the inventory are commands like all others', () => {
  const found = verbsOf(buildSchema(SDL)).filter(({ kind }) => kind === 'phoneNumber');
  expect(found.map(({ mutation }) => mutation)).toEqual(
    expect.arrayContaining(['phoneNumbersAssignProfile', 'phoneNumbersRemove']),
  );
  expect(found.filter(({ mutation, takes }) => takes !== 'many' || !mutation.startsWith('phoneNumbers'))).toEqual([]);
});

test('verbs that are offered of anything and that nobody makes commands of are named', () => {
  const more = `${SDL}
    enum TrunkAction { CUT }
    type AvailableTrunkAction { action: TrunkAction! }
    type Trunk { availableActions: [AvailableTrunkAction!]! }`;
  expect(() => verbsOf(buildSchema(more))).toThrow('TrunkAction');
});
