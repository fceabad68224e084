import { expect, test } from 'vitest';
import type { EntryPartsFragment, EventName } from '../gql';
import { makeI18n } from '../i18n';
import { en } from '../i18n/en';
import { timelineEntries } from './timeline';

const i18n = makeI18n('en', en);
const entry = (change: Partial<EntryPartsFragment>): EntryPartsFragment => ({
  id: Math.random().toString(),
  moveId: 'm1',
  at: '2026-12-03T09:00:00Z',
  event: 'PORTING_NUMBER_FOC_CONFIRMED',
  actor: { role: 'STAFF', name: 'Femke', onBehalf: false },
  fromStatus: 'IN_PROCESS',
  toStatus: 'FOC_DATE_SET',
  reason: 'The losing carrier committed to a date.',
  number: '+12125550100',
  subjectId: 'pnum_1',
  orderId: 'preq_1',
  ...change,
});

test('what one command did to many numbers is one line that says how many', () => {
  const entries = [entry({}), entry({ number: '+12125550101' }), entry({ moveId: 'm2' })];
  expect(timelineEntries(entries, i18n).map(({ title, about }) => [title, about])).toEqual([
    ['FOC date confirmed', '2 numbers'],
    ['FOC date confirmed', '+12125550100'],
  ]);
});

test('statuses are worded by whose they are', () => {
  const [line] = timelineEntries(
    [
      entry({
        event: 'PORTING_REQUEST_ACCEPTED',

        fromStatus: 'REQUESTED',
        toStatus: 'IN_PROGRESS',
      }),
    ],
    i18n,
  );
  expect(line).toMatchObject({ from: { label: 'Requested' }, to: { label: 'In progress', tone: 'progress' } });
});

test('who acted for somebody else says so, and an unknown event keeps its name', () => {
  const actor = { role: 'STAFF' as const, name: 'Femke', onBehalf: true };
  const [line] = timelineEntries([entry({ event: 'PORTING_NUMBER_DREAMED' as EventName, actor })], i18n);
  expect(line).toMatchObject({ title: 'PORTING_NUMBER_DREAMED', who: 'Femke, on behalf' });
});
