import { expect, test } from 'vitest';
import { fieldInput, fieldOfPath, fieldsAsked, fieldValues, secretsGiven } from './requestFields';

const subscriber = {
  name: 'Northwind',
  kind: 'BUSINESS' as const,
  authorisedPerson: null,
  street: '1 Strand',
  city: null,
  postalCode: null,
  region: null,
  country: 'GB',
  accountNumber: null,
  btn: null,
  hasPin: true,
};
const request = {
  subscriber,
  extraFields: [
    { name: 'LINE_TYPE', value: 'SINGLE', secret: false },
    { name: 'CVP', value: null, secret: true },
  ],
  requestedDate: null,
};

test('a request’s answers are read by the requirement’s names', () => {
  const values = fieldValues(request);
  expect(values).toMatchObject({
    'subscriber.name': 'Northwind',
    'extra_fields.LINE_TYPE': 'SINGLE',
    'subscriber.pin': '',
  });
});

test('only the named fields are sent; an emptied one is emptied, an untouched PIN stays', () => {
  const values = {
    ...fieldValues(request),
    'subscriber.name': '  Northwind Ltd ',
    'subscriber.service_address.street': '',
  };
  const names = ['subscriber.name', 'subscriber.service_address.street', 'subscriber.pin'];
  expect(fieldInput(values, names)).toEqual({ subscriberName: 'Northwind Ltd', serviceStreet: null });
});

test('a code that was given is known as given, and stays when nothing else is typed', () => {
  expect(secretsGiven(request)).toEqual(['subscriber.pin', 'extra_fields.CVP']);
  expect(fieldInput(fieldValues(request), ['extra_fields.CVP'])).toEqual({
    extraFields: [{ name: 'LINE_TYPE', value: 'SINGLE' }],
  });
});

test('a correction of the code asks for the one this country has', () => {
  const needs = [
    { name: 'extra_fields.RIO', secret: true },
    { name: 'extra_fields.SIRET', secret: false },
    { name: 'subscriber.name', secret: false },
  ];
  expect(fieldsAsked(['subscriber.pin', 'extra_fields'], needs)).toEqual(['subscriber.pin', 'extra_fields.RIO']);
});

test('what a country asks besides is sent as a whole list', () => {
  const values = { ...fieldValues(request), 'extra_fields.PAC': 'ABC123456' };
  expect(fieldInput(values, ['extra_fields.PAC'])).toEqual({
    extraFields: [
      { name: 'LINE_TYPE', value: 'SINGLE' },
      { name: 'PAC', value: 'ABC123456' },
    ],
  });
});

test('a problem’s path leads back to the field', () => {
  expect(fieldOfPath('servicePostalCode')).toBe('subscriber.service_address.postal_code');
  expect(fieldOfPath('extraFields.LINE_TYPE')).toBe('extra_fields.LINE_TYPE');
  expect(fieldOfPath('name')).toBe('name');
});
