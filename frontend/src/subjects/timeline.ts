import type { EntryPartsFragment, EventName, SubjectKind } from '../gql';
import type { I18n } from '../i18n';
import type { TimelineEntry } from '../ui/Timeline';
import type { Tone } from '../ui/tone';
import {
  DOCUMENT_TONES,
  INTERNAL_MOVE_TONES,
  NUMBER_TONES,
  ORDER_TONES,
  PHONE_TONES,
  PORT_OUT_TONES,
  REQUEST_TONES,
  SNAPBACK_TONES,
} from './tones';

type Reading = { label: string; tone: Tone } | null;

/** Journal entries in words. What one command did to many numbers is one line that says how many. */
export function timelineEntries(entries: readonly EntryPartsFragment[], { t, words }: I18n): TimelineEntry[] {
  return groups(entries).map(({ first, numbers }) => ({
    id: first.id,
    at: first.at,
    title: eventWord(words, first.event),
    who: first.actor.onBehalf ? t('timeline.onBehalf', { name: first.actor.name }) : first.actor.name,
    role: words.role[first.actor.role],
    about: numbers.length > 1 ? t('request.numbers', { count: numbers.length }) : numbers[0],
    from: statusRead(first.subjectKind, first.fromStatus, words),
    to: statusRead(first.subjectKind, first.toStatus, words),
    facts: first.facts.map(({ text }) => text),
    reason: given(first),
  }));
}

/** Why, where somebody said so; of what Portico says itself the facts are told, where there are any. */
function given({ reason, reasonCode, facts }: EntryPartsFragment): string | null {
  return reasonCode && facts.length > 0 ? null : reason;
}

/** An event in words; one that a tab is too old to know, from before its server was updated, is shown by its name. */
export function eventWord({ event: known }: I18n['words'], event: EventName): string {
  return (known as Partial<Record<EventName, string>>)[event] ?? event;
}

interface Group {
  first: EntryPartsFragment;
  numbers: string[];
}

function groups(entries: readonly EntryPartsFragment[]): Group[] {
  const found = new Map<string, Group>();
  for (const entry of entries) {
    const facts = entry.facts.map(({ text }) => text);
    const key = [entry.moveId, entry.event, entry.fromStatus, entry.toStatus, entry.reason, ...facts].join('|');
    const group = found.get(key) ?? { first: entry, numbers: [] };
    if (entry.number) group.numbers.push(entry.number);
    found.set(key, group);
  }
  return [...found.values()];
}

type Reader = (words: I18n['words'], status: string) => Reading;

/** How a status reads, by whose it is; nothing where such a thing has none. A kind that is not told apart here does not compile. */
const STATUSES: Record<SubjectKind, Reader | null> = {
  PORTING_NUMBER: (words, status) => read(words.portingNumberStatus, NUMBER_TONES, status),
  PORTING_REQUEST: (words, status) => read(words.portingRequestStatus, REQUEST_TONES, status),
  PORT_OUT_REQUEST: (words, status) => read(words.portOutStatus, PORT_OUT_TONES, status),
  PORT_OUT_ORDER: (words, status) => read(words.portOutOrderStatus, ORDER_TONES, status),
  SNAPBACK: (words, status) => read(words.snapbackStatus, SNAPBACK_TONES, status),
  INTERNAL_MOVE: (words, status) => read(words.internalMoveStatus, INTERNAL_MOVE_TONES, status),
  PHONE_NUMBER: (words, status) => read(words.phoneNumberStatus, PHONE_TONES, status),
  DOCUMENT: (words, status) => read(words.documentStatus, DOCUMENT_TONES, status),
  ACCOUNT: null,
  API_TOKEN: null,
  BUSINESS_DAY_OVERRIDE: null,
  CALENDAR_FEED: null,
  CARRIER: null,
  COMMENT: null,
  COMPANY_PROFILE: null,
  CONFIGURATION_PROFILE: null,
  EVIDENCE_PACK: null,
  FEE_SCHEDULE: null,
  INSTALLATION: null,
  LEGAL_HOLD: null,
  REQUIREMENT_OVERRIDE: null,
  SECRET_REVEAL: null,
  UNKNOWN: null,
  USER: null,
  WEBHOOK_ENDPOINT: null,
};

/** A status, or the kind of a thing, that a tab is too old to know is shown by its name, as an event is. */
function statusRead(kind: SubjectKind, status: string | null, words: I18n['words']): Reading {
  if (!status) return null;
  const reader = (STATUSES as Partial<typeof STATUSES>)[kind];
  return reader?.(words, status) ?? { label: status, tone: 'mute' };
}

function read(words: Record<string, { label: string }>, tones: Record<string, Tone>, status: string): Reading {
  return { label: words[status]?.label ?? status, tone: tones[status] ?? 'mute' };
}
