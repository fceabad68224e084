import { expect, test } from 'vitest';
import { makeI18n } from '../../../i18n';
import { de } from '../../../i18n/de';
import { whatWentWrong } from './whatWentWrong';

const { t } = makeI18n('de', de);

test('what Portico says of a try is read in the language of its reader', () => {
  const errorSentence = { code: 'delivery.no_answer', params: { seconds: '30' } };
  expect(whatWentWrong({ error: 'no answer within 30 s', errorSentence }, t)).toBe('keine Antwort innerhalb von 30 s');
});

test('what a server said, or a try of before, stays in its words', () => {
  expect(whatWentWrong({ error: 'HTTP 500', errorSentence: null }, t)).toBe('HTTP 500');
  const errorSentence = { code: 'delivery.newer_than_this_page', params: {} };
  expect(whatWentWrong({ error: 'something new', errorSentence }, t)).toBe('something new');
});
