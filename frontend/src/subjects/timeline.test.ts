import { expect, test } from 'vitest';
import type { EntryPartsFragment, EventName, SubjectKind } from '../gql';
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
  reasonCode: 'porting_number.confirm_foc',
  facts: [],
  number: '+12125550100',
  subjectKind: 'PORTING_NUMBER',
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
        subjectKind: 'PORTING_REQUEST',
        fromStatus: 'REQUESTED',
        toStatus: 'IN_PROGRESS',
      }),
    ],
    i18n,
  );
  expect(line).toMatchObject({ from: { label: 'Requested' }, to: { label: 'In progress', tone: 'progress' } });
});

test('a status is worded by whose it is, whatever its event is called', () => {
  const change = {
    event: 'REQUEST_SENT_ON' as EventName,
    subjectKind: 'PORT_OUT_REQUEST',
    toStatus: 'APPROVED',
  } as const;
  const [line] = timelineEntries([entry({ ...change, fromStatus: null })], i18n);
  expect(line?.to).toMatchObject({ label: en.words.portOutStatus.APPROVED.label });
});

test('a kind of thing that a tab is too old to know keeps the name of its status', () => {
  const [line] = timelineEntries([entry({ subjectKind: 'PARCEL' as SubjectKind, toStatus: 'FOC_DATE_SET' })], i18n);
  expect(line?.to).toEqual({ label: 'FOC_DATE_SET', tone: 'mute' });
});

test('who acted for somebody else says so, and an unknown event keeps its name', () => {
  const actor = { role: 'STAFF' as const, name: 'Femke', onBehalf: true };
  const [line] = timelineEntries([entry({ event: 'PORTING_NUMBER_DREAMED' as EventName, actor })], i18n);
  expect(line).toMatchObject({ title: 'PORTING_NUMBER_DREAMED', who: 'Femke, on behalf' });
});

const fact = (text: string) => ({ text });

test('an entry tells its facts, and why only where somebody said so', () => {
  const moved = { facts: [fact('FOC moved from 8 to 10 December 2026.')] };
  const entries = [
    entry(moved),
    entry({ ...moved, moveId: 'm2', reason: 'Their technician is ill.', reasonCode: null }),
    entry({ moveId: 'm3' }),
  ];
  expect(timelineEntries(entries, i18n).map(({ facts, reason }) => [facts, reason])).toEqual([
    [['FOC moved from 8 to 10 December 2026.'], null],
    [['FOC moved from 8 to 10 December 2026.'], 'Their technician is ill.'],
    [[], 'The losing carrier committed to a date.'],
  ]);
});

test('numbers of one command whose dates differ are told apart', () => {
  const entries = [
    entry({ facts: [fact('FOC date: 8 December 2026.')] }),
    entry({ facts: [fact('FOC date: 9 December 2026.')] }),
  ];
  expect(timelineEntries(entries, i18n)).toHaveLength(2);
});
