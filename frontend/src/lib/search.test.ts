import { expect, test } from 'vitest';
import { listOf, only, parseSearch, stringifySearch } from './search';

test('an address is flat and readable, and goes both ways', () => {
  const search = { status: 'PENDING,PORTABLE', q: '+31 20', after: '' };
  const text = stringifySearch(search);
  expect(text).toBe('?status=PENDING,PORTABLE&q=%2B31+20');
  expect(parseSearch(text)).toEqual({ status: 'PENDING,PORTABLE', q: '+31 20' });
  expect(stringifySearch({ q: undefined })).toBe('');
});

test('parameters that a screen does not know are dropped', () => {
  expect(only('q', 'after')({ q: 'x', evil: 'y', after: '' })).toEqual({ q: 'x' });
});

test('values that are unknown are left out of a list', () => {
  expect(listOf('PENDING,NONSENSE', { PENDING: 1, PORTABLE: 1 })).toEqual(['PENDING']);
  expect(listOf(undefined, { PENDING: 1 })).toEqual([]);
});
