import type { PortOutRejectCode, ReasonCode } from '../gql';
import type { FieldName } from './dialogs';
import { given, instantOf, type Values } from './values';

const profile = (values: Values) => ({ configurationProfileId: values.profileId });
const reason = (values: Values) => ({ reason: given(values.reason) });

/** What the answer to each question of a dialog is in the input of a command. */
const ANSWERS = {
  reason,
  note: reason,
  reasonOrCode: (values) => ({ ...reason(values), code: values.code as ReasonCode | null }),
  carrier: (values) => ({ carrierId: values.carrierId ?? '' }),
  codes: (values) => ({ codes: values.codes as ReasonCode[] }),
  foc: (values) => ({ focAt: instantOf(values) }),
  override: (values) => ({ override: values.override }),
  confirmed: (values) => ({
    confirmed: Object.entries(values.confirmed)
      .filter(([, comment]) => comment.trim() !== '')
      .map(([code, comment]) => ({ code: code as ReasonCode, comment })),
  }),
  profile,
  profileOrNowhere: profile,
  rejectCode: (values) => ({ code: values.rejectCode as PortOutRejectCode, comment: given(values.comment) }),
  releaseAt: (values) => ({ releaseAt: instantIfGiven(values) }),
  answerDue: (values) => ({ answerDueAt: instantOf(values) }),
  firstDate: (values) => ({ firstPossibleDate: values.firstDate }),
  firstDateKnown: (values) => ({ firstPossibleDate: given(values.firstDate) }),
  blockingCode: (values) => ({ code: values.blockingCode }),
  performAt: (values) => ({ performAt: instantIfGiven(values) }),
  newNumbers: (values) => ({ numbers: given(values.numbers) === null ? null : withPins(values.numbers) }),
  password: (values) => ({ password: values.password, oneTimeCode: given(values.oneTimeCode) }),
  someNumbers: (values) => ({ numbers: values.chosen }),
  requestedDate: (values) => ({ requestedDate: given(values.firstDate) }),
} satisfies Record<FieldName, (values: Values) => object>;

type Answer<Field extends FieldName> = ReturnType<(typeof ANSWERS)[Field]>;
type All<Union> = (Union extends unknown ? (each: Union) => void : never) extends (each: infer Every) => void
  ? Every
  : never;

/** The part of a command's input that its dialog asks for. */
export function asked<Field extends FieldName>(
  asks: readonly Field[],
): (values: Values) => {} & All<Field extends FieldName ? Answer<Field> : never> {
  return (values) => Object.assign({}, ...asks.map((field) => ANSWERS[field](values)));
}

/** Each line as it stands there: what it is a number or a range of, the server says. */
export function linesOf(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}

function instantIfGiven(values: Values): string | null {
  return values.date === '' ? null : instantOf(values);
}

/** Lines of a number each, behind a semicolon the PIN that came with it. */
function withPins(text: string): { number: string; pin: string | null }[] {
  return linesOf(text).map((line) => {
    const [number = '', ...pin] = line.split(';');
    return { number: number.trim(), pin: given(pin.join(';')) };
  });
}
