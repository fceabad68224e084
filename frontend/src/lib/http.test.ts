import { CombinedError } from '@urql/core';
import { expect, test } from 'vitest';
import { failureOf, sentencesOf } from './errors';
import { problemOf } from './http';

test('a refused request says what its body says', () => {
  const body = JSON.stringify({
    problem: { code: 'INVALID_INPUT', message: 'No.', fields: [{ path: 'kind', message: 'Name it.' }] },
  });
  const problem = problemOf(422, body, 'req-1');
  expect(problem).toMatchObject({ status: 422, code: 'INVALID_INPUT', message: 'No.', requestId: 'req-1' });
  expect(problem.fields).toEqual([{ path: 'kind', message: 'Name it.' }]);
});

test('a proxy’s page in place of an answer is named by its status', () => {
  expect(problemOf(502, '<html>Bad gateway</html>', null)).toMatchObject({ code: 'HTTP_502', message: '' });
});

test('an ended session, a lost network and a failing server are told apart', () => {
  const response = (status: number) => ({ status, headers: new Headers({ 'x-request-id': 'r9' }) }) as Response;
  const networkError = new Error('failed');
  expect(failureOf(new CombinedError({ networkError, response: response(401) }))).toEqual({
    kind: 'signedOut',
    requestId: 'r9',
  });
  expect(failureOf(new CombinedError({ networkError }))).toEqual({ kind: 'offline', requestId: null });
  expect(failureOf(new CombinedError({ graphQLErrors: ['x'], response: response(200) }))).toEqual({
    kind: 'server',
    requestId: 'r9',
  });
});

test('a refusal speaks in the sentences that help most', () => {
  const blockers = [{ code: 'A', message: 'First this.' }];
  expect(sentencesOf({ code: 'BLOCKED', message: 'Not now.', blockers })).toEqual(['First this.']);
  expect(sentencesOf({ code: 'STALE_VERSION', message: 'Somebody was faster.' })).toEqual(['Somebody was faster.']);
});
