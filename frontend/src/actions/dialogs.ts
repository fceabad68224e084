import type { Kind, Verbs } from './subjects';

/** The questions a dialog can ask; each is drawn by the field of that name. */
export type FieldName =
  | 'reason'
  | 'reasonOrCode'
  | 'note'
  | 'codes'
  | 'carrier'
  | 'foc'
  | 'override'
  | 'confirmed'
  | 'profile'
  | 'profileOrNowhere'
  | 'rejectCode'
  | 'releaseAt'
  | 'answerDue'
  | 'firstDate'
  | 'firstDateKnown'
  | 'blockingCode'
  | 'performAt'
  | 'newNumbers'
  | 'someNumbers'
  | 'requestedDate'
  | 'password';

interface Dialog {
  asks: readonly FieldName[];
  /** It ends something or cannot be undone: the button is red, and it stands last. */
  danger?: true;
  /** It asks nothing and harms nothing: one click does it. */
  atOnce?: true;
  /** Blockers that the dialog's own answers can lift: with these the dialog opens all the same. */
  mends?: readonly string[];
  /** What the person most likely came for. */
  main?: true;
}

/** One line per verb of the schema. A verb without a line here does not compile. */
export const DIALOGS = {
  portingNumber: {
    START_REVIEW: { asks: [], atOnce: true, main: true },
    MARK_PORTABLE: { asks: ['note'], main: true },
    START: { asks: [], main: true },
    HAND_OVER: { asks: [] },
    CONFIRM_FOC: { asks: ['foc', 'override', 'note'], main: true },
    REVISE_FOC: { asks: ['foc', 'override', 'reason'] },
    RESUBMIT: { asks: ['confirmed', 'note'], main: true, mends: ['REASONS_NOT_ADDRESSED'] },
    COMPLETE: { asks: ['note'], danger: true, main: true },
    ASSIGN_PROFILE: { asks: ['profile'] },
    REQUIRE_ACTION: { asks: ['codes', 'note'] },
    WITHDRAW_FOC: { asks: ['reason'] },
    ACCEPT_CANCELLATION: { asks: ['note'], danger: true },
    REJECT_CANCELLATION: { asks: ['reason'] },
    CANCEL: { asks: ['reason'], danger: true },
    MARK_NOT_PORTABLE: { asks: ['codes', 'note'], danger: true },
  },
  portingRequest: {
    SUBMIT: { asks: [], main: true },
    MATCH_LOSING_CARRIER: { asks: ['carrier'] },
    ACCEPT: { asks: [], main: true },
    PERFORM: { asks: [], danger: true, main: true },
    MAKE_READY: { asks: ['firstDate', 'note'], main: true },
    SCHEDULE_PERFORM: { asks: ['performAt'] },
    DELAY: { asks: ['answerDue', 'firstDateKnown', 'reason'] },
    ACCEPT_CANCELLATION: { asks: ['note'], danger: true },
    REJECT_CANCELLATION: { asks: ['reason'] },
    BLOCK: { asks: ['blockingCode', 'reason'], danger: true },
    REJECT: { asks: ['reasonOrCode'], danger: true },
    CANCEL: { asks: ['reason'], danger: true },
    DISCARD: { asks: [], danger: true },
  },
  portOut: {
    APPROVE: { asks: [], danger: true, main: true },
    APPROVE_PART: { asks: ['someNumbers'], danger: true },
    REJECT: { asks: ['rejectCode'], danger: true },
    STAFF_APPROVE: { asks: ['releaseAt'], main: true },
    COMPLETE: { asks: [], danger: true, main: true },
    AMEND: { asks: ['newNumbers', 'requestedDate'] },
    STAFF_REJECT: { asks: ['reason'], danger: true },
    WITHDRAW: { asks: ['reason'], danger: true },
  },
  document: {
    ACCEPT: { asks: [], main: true },
    REJECT: { asks: ['reason'], danger: true },
  },
  snapback: {
    SEND: { asks: [], main: true },
    RETURN: { asks: [], danger: true, main: true },
    REFUSE: { asks: ['reason'] },
    WITHDRAW: { asks: ['note'], danger: true },
  },
  internalMove: {
    RELEASE: { asks: [], danger: true, main: true },
    REFUSE: { asks: ['reason'], danger: true },
    WITHDRAW: { asks: ['note'], danger: true },
  },
  phoneNumber: {
    KEEP_LOCKED: { asks: [], atOnce: true, main: true },
    LOCK: { asks: [], atOnce: true },
    ASK_UNLOCK: { asks: ['password'] },
    ASSIGN_PROFILE: { asks: ['profileOrNowhere'] },
    REMOVE: { asks: [], danger: true },
  },
} as const satisfies Dialogs;

type Dialogs = { [K in Kind]: Record<Verbs[K], Dialog> };

/** The verbs of a kind in the order people meet them: what moves things on first, what ends them last. */
export function inOrder<K extends Kind>(kind: K): Verbs[K][] {
  return Object.keys(DIALOGS[kind]) as Verbs[K][];
}

export function dialogOf<K extends Kind>(kind: K, verb: Verbs[K]): Dialog {
  const dialogs: Dialogs = DIALOGS;
  return dialogs[kind][verb];
}
