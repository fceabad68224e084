import { instantAt } from '../lib/time';
import type { Setting } from './subjects';

/** What a person filled in; every dialog uses the part of it that its fields show. */
export interface Values {
  reason: string;
  codes: string[];
  code: string | null;
  carrierId: string | null;
  date: string;
  time: string;
  override: boolean;
  /** Per reason code, what was checked and found right. */
  confirmed: Record<string, string>;
  profileId: string | null;
  rejectCode: string | null;
  commentNeeded: boolean;
  comment: string;
  blockingCode: string;
  firstDate: string;
  numbers: string;
  password: string;
  oneTimeCode: string;
  /** Of the numbers that a request asks for, those that are meant. */
  chosen: string[];
  timeZone: string;
}

/** What every question of a dialog is drawn with. */
export interface FieldProps {
  values: Values;
  set: (change: Partial<Values>) => void;
  setting: Setting;
}

/** What a dialog begins with: nothing is filled in but what is so already. */
export function firstValues(setting: Setting, ownZone: string): Values {
  return { ...emptyValues(setting.timeZone ?? ownZone), profileId: setting.profileId ?? null };
}

export function emptyValues(timeZone: string): Values {
  return {
    reason: '',
    codes: [],
    code: null,
    carrierId: null,
    date: '',
    time: '09:00',
    override: false,
    confirmed: {},
    profileId: null,
    rejectCode: null,
    commentNeeded: false,
    comment: '',
    blockingCode: '',
    firstDate: '',
    numbers: '',
    password: '',
    oneTimeCode: '',
    chosen: [],
    timeZone,
  };
}

/** An empty answer is no answer. */
export function given(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed;
}

/** The instant the date and time fields mean, on the clock the dialog named. */
export function instantOf(values: Values): string {
  return instantAt(values.date, values.time, values.timeZone);
}
