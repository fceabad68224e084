import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { idOf, makePersisted, sentText } from './persisted.mjs';

const line = (text) =>
  `export const XDocument = ${JSON.stringify(parse(text, { noLocation: true }))} as unknown as DocumentNode<X, Y>;`;

test('a document has the hash of the text that is sent of it as its id, and the server gets that text', () => {
  const persisted = makePersisted();
  const named = persisted.named(line('query X { carriers { id } }'));
  const text = sentText(parse('query X { carriers { id } }'));
  expect(text).toContain('__typename');
  expect(named).toContain(`{"documentId":"${idOf(text)}","kind":"Document"`);
  expect(JSON.parse(persisted.manifest())).toEqual({ [idOf(text)]: text });
});

test('what is followed over a socket keeps its text and has no id', () => {
  const persisted = makePersisted();
  const followed = line('subscription X { journal { __typename } }');
  expect(persisted.named(followed)).toBe(followed);
  expect(JSON.parse(persisted.manifest())).toEqual({});
});
