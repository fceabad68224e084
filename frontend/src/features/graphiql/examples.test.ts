import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { examples } from './examples';

test('the examples are the documents of the page about the API', () => {
  expect(examples('a\n```graphql\n{ one }\n```\n```sh\nls\n```\n\n```graphql\n{\n  two\n}\n```\n')).toEqual([
    '{ one }\n',
    '{\n  two\n}\n',
  ]);
  const found = examples();
  expect(found.length).toBeGreaterThan(5);
  for (const text of found) expect(() => parse(text)).not.toThrow();
});
