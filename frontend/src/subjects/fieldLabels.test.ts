import { expect, test } from 'vitest';
import { makeI18n } from '../i18n';
import { de } from '../i18n/de';
import { en } from '../i18n/en';
import { nl } from '../i18n/nl';
import { labelOf, profileFieldLabel } from './fieldLabels';

const NAME = { label: "Subscriber's name", labelCode: 'requirement.label.subscriber.name' };

test('a field is called in the language of the screen: German headings stood over English labels', () => {
  expect(labelOf(NAME, makeI18n('de', de))).toBe('Name des Anschlussinhabers');
  expect(labelOf(NAME, makeI18n('nl', nl))).toBe('Naam van de abonnee');
  expect(labelOf(NAME, makeI18n('en', en))).toBe("Subscriber's name");
});

test('what staff call a field, and what the catalogue does not have yet, stays as it is', () => {
  const german = makeI18n('de', de);
  expect(labelOf({ label: 'Vertragspartner', labelCode: null }, german)).toBe('Vertragspartner');
  expect(labelOf({ label: 'New', labelCode: 'requirement.label.extra_fields.NEW.FR' }, german)).toBe('New');
  expect(profileFieldLabel('registration_number', german)).toBe('Registernummer');
  expect(profileFieldLabel('something_else', german)).toBe('Something else');
});
