import { expect, test } from 'vitest';
import { changesOf, daysOf, fieldName, type Parts, same, withPart } from './parts';

const SHIPPED: Parts = {
  documents: [{ kind: 'LOA', required: true }],
  fields: [{ name: 'subscriber.name', label: 'Name', required: true }],
  interval: { min: 1, max: 2, unit: 'BUSINESS_DAYS' },
  answer_business_days: null,
  partial_port: true,
  po_box_allowed: null,
  business_only: null,
  notes: [],
  sources: ['domain'],
};

test('only what is not as shipped is a change', () => {
  expect(changesOf(SHIPPED, SHIPPED)).toEqual({});
  const fields = SHIPPED.fields.map((each) => withPart(each, 'label', 'Full name'));
  expect(changesOf(SHIPPED, { ...SHIPPED, fields, notes: ['Ask twice.'] })).toEqual({ fields, notes: ['Ask twice.'] });
});

test('a text that was emptied again, and parts in another order, are as shipped', () => {
  const fields = [{ hint: null, required: true, label: 'Name', name: 'subscriber.name' }];
  expect(changesOf(SHIPPED, { ...SHIPPED, fields })).toEqual({});
  expect(withPart({ required: true }, 'hint', '')).toEqual({ required: true, hint: null });
  expect(same([1, 2], [1])).toBe(false);
  expect(same(false, null)).toBe(false);
});

test('where nothing is shipped, everything is a change', () => {
  expect(Object.keys(changesOf(null, SHIPPED))).toEqual(
    expect.arrayContaining(['documents', 'fields', 'interval', 'partial_port']),
  );
});

test('a field that no request has is an extra one', () => {
  expect(fieldName(' PAC ')).toBe('extra_fields.PAC');
  expect(fieldName('subscriber.pin')).toBe('subscriber.pin');
  expect(fieldName('extra_fields.RIO')).toBe('extra_fields.RIO');
  expect(daysOf('5 days')).toBe(5);
  expect(daysOf('')).toBeNull();
});
