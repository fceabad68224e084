import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { localeOf, makeI18n } from '.';
import { de } from './de';
import { en } from './en';
import { nl } from './nl';

const catalogues = { nl, de };

function argumentsOf(text: string): string[] {
  const names = new Set<string>();
  const walk = (elements: ReturnType<IntlMessageFormat['getAst']>) => {
    for (const element of elements) {
      if ('value' in element && element.type !== 0) names.add(String(element.value));
      if ('options' in element) for (const option of Object.values(element.options)) walk(option.value);
    }
  };
  walk(new IntlMessageFormat(text, 'en').getAst());
  return [...names].sort();
}

describe.each(Object.entries(catalogues))('the messages in %s', (_locale, catalogue) => {
  test.each(Object.keys(en.messages) as (keyof typeof en.messages)[])(
    '%s takes the same values as in English',
    (key) => {
      expect(argumentsOf(catalogue.messages[key])).toEqual(argumentsOf(en.messages[key]));
    },
  );
});

test('plurals follow the language', () => {
  expect(makeI18n('en', en).t('ui.newRows', { count: 1 })).toBe('1 new row');
  expect(makeI18n('nl', nl).t('ui.newRows', { count: 3 })).toBe('3 nieuwe rijen');
  expect(makeI18n('de', de).t('ui.newRows', { count: 1 })).toBe('1 neue Zeile');
});

test('a wish for a language is met by the nearest one there is', () => {
  expect(localeOf('nl-BE')).toBe('nl');
  expect(localeOf('fr')).toBe('en');
  expect(localeOf(null)).toBe('en');
});

test('no English line begins with a country, whose article is in small letters there', () => {
  expect(
    Object.entries(en.messages).filter(([key, text]) => key.startsWith('setup.') && text.startsWith('{country}')),
  ).toEqual([]);
});

test('a hint of a requirement is in the language of its reader, and what staff wrote stays', () => {
  const hint = ['As on the invoice of your current carrier.', 'requirement.hint.subscriber.account_number'] as const;
  expect(makeI18n('nl', nl).asked(...hint)).toBe('Zoals op de factuur van uw huidige aanbieder.');
  expect(makeI18n('de', de).asked(...hint)).toBe('Wie auf der Rechnung Ihres bisherigen Anbieters.');
  expect(makeI18n('en', en).asked(...hint)).toBe(hint[0]);
  expect(makeI18n('de', de).asked('Eigener Text', null)).toBe('Eigener Text');
  expect(makeI18n('de', de).asked(null, null)).toBeNull();
});

test('a number that was in service and taken out is not said never to have come into service', () => {
  const hints = [en, nl, de].map((each) => each.words.phoneNumberStatus.REMOVED.hint);
  expect(hints).toEqual([
    'It was taken out of the inventory.',
    'Het is uit de voorraad gehaald.',
    'Sie wurde aus dem Bestand genommen.',
  ]);
});
