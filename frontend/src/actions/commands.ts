import type { Client, TypedDocumentNode } from '@urql/core';
import * as gql from '../gql';
import { isCommitted } from '../lib/committed';
import type { Refusal } from '../lib/errors';
import { readPasted } from '../lib/numbers';
import type { Kind, Subject, Verbs } from './subjects';
import { given, instantOf, type Values } from './values';

/** What became of one subject of a command: moved, or refused with the reason. */
export interface Outcome {
  subject: Subject;
  refusal: Refusal | null;
}

/** Carries out one command; the key makes a second click or a retry the same command. */
export type Command = (client: Client, subjects: readonly Subject[], values: Values, key: string) => Promise<Outcome[]>;

type Result = { __typename: string } | ({ __typename: string } & Refusal);
type Doc<Input> = TypedDocumentNode<Record<string, unknown>, { input: Input }>;
type BulkInput = { numbers: unknown; idempotencyKey?: string | null };
type OneInput = { id: string; expectedVersion?: number | null; idempotencyKey?: string | null };
type Asked<Input, Own> = Omit<Input, keyof Own | 'idempotencyKey'>;

/** A verb of porting numbers: many at once, one result each, in the order given. */
function many<Input extends BulkInput>(
  document: Doc<Input>,
  asked: (values: Values) => Asked<Input, BulkInput>,
): Command {
  return async (client, subjects, values, idempotencyKey) => {
    const numbers = subjects.map(({ id, version }) => ({ id, expectedVersion: version }));
    const input = { ...asked(values), numbers, idempotencyKey } as unknown as Input;
    const answer = await send(client, document, input);
    if (answer === DONE) return subjects.map((subject) => ({ subject, refusal: null }));
    const results = (answer as { results?: Result[] }).results;
    if (!results) return subjects.map((subject) => ({ subject, refusal: answer as unknown as Refusal }));
    return subjects.map((subject, index) => ({ subject, refusal: refusalOf(results[index]) }));
  };
}

/** A verb of one subject. */
function one<Input extends OneInput>(document: Doc<Input>, asked: (values: Values) => Asked<Input, OneInput>): Command {
  return (client, subjects, values, idempotencyKey) =>
    Promise.all(
      subjects.map(async (subject, index) => {
        const own = { id: subject.id, expectedVersion: subject.version, idempotencyKey: `${idempotencyKey}-${index}` };
        const result = await send(client, document, { ...asked(values), ...own } as unknown as Input);
        return { subject, refusal: refusalOf(result) };
      }),
    );
}

/** It was carried out, and what the server knows of it is being read anew (see `lib/committed`). */
const DONE: Result = { __typename: 'Committed' };

async function send<Input>(client: Client, document: Doc<Input>, input: Input): Promise<Result> {
  const { data, error } = await client.mutation(document, { input }).toPromise();
  if (isCommitted(error)) return DONE;
  if (error || !data) throw error ?? new Error('The server answered nothing.');
  return Object.values(data)[0] as Result;
}

function refusalOf(result: Result | undefined): Refusal | null {
  return result && 'message' in result && 'code' in result ? result : null;
}

const nothing = () => ({});
const reason = (values: Values) => ({ reason: given(values.reason) });
const foc = (values: Values) => ({ focAt: instantOf(values), override: values.override, reason: given(values.reason) });
const codes = (values: Values) => ({ codes: values.codes as gql.ReasonCode[], reason: given(values.reason) });
const confirmed = (values: Values) => ({
  confirmed: Object.entries(values.confirmed)
    .filter(([, comment]) => comment.trim() !== '')
    .map(([code, comment]) => ({ code: code as gql.ReasonCode, comment })),
  reason: given(values.reason),
});

/** One line per verb of the schema: which mutation it is and how the dialog's answers become its input. */
export const COMMANDS: { [K in Kind]: Record<Verbs[K], Command> } = {
  portingNumber: {
    START_REVIEW: many(gql.PortingNumbersStartReviewDocument, nothing),
    MARK_PORTABLE: many(gql.PortingNumbersMarkPortableDocument, reason),
    MARK_NOT_PORTABLE: many(gql.PortingNumbersMarkNotPortableDocument, codes),
    CANCEL: many(gql.PortingNumbersCancelDocument, reason),
    START: many(gql.PortingNumbersStartDocument, nothing),
    HAND_OVER: many(gql.PortingNumbersHandOverDocument, nothing),
    CONFIRM_FOC: many(gql.PortingNumbersConfirmFocDocument, foc),
    REVISE_FOC: many(gql.PortingNumbersReviseFocDocument, foc),
    WITHDRAW_FOC: many(gql.PortingNumbersWithdrawFocDocument, reason),
    REQUIRE_ACTION: many(gql.PortingNumbersRequireActionDocument, codes),
    RESUBMIT: many(gql.PortingNumbersResubmitDocument, confirmed),
    ACCEPT_CANCELLATION: many(gql.PortingNumbersAcceptCancellationDocument, reason),
    REJECT_CANCELLATION: many(gql.PortingNumbersRejectCancellationDocument, reason),
    COMPLETE: many(gql.PortingNumbersCompleteDocument, reason),
    ASSIGN_PROFILE: many(gql.PortingNumbersAssignProfileDocument, (v) => ({ configurationProfileId: v.profileId })),
  },
  portingRequest: {
    SUBMIT: one(gql.PortingRequestSubmitDocument, nothing),
    DISCARD: one(gql.PortingRequestDiscardDocument, nothing),
    ACCEPT: one(gql.PortingRequestAcceptDocument, nothing),
    REJECT: one(gql.PortingRequestRejectDocument, reason),
    CANCEL: one(gql.PortingRequestCancelDocument, reason),
    DELAY: one(gql.PortingRequestDelayDocument, (v) => ({
      answerDueAt: instantOf(v),
      firstPossibleDate: given(v.firstDate),
      reason: given(v.reason),
    })),
    MAKE_READY: one(gql.PortingRequestMakeReadyDocument, (v) => ({
      firstPossibleDate: v.firstDate,
      reason: given(v.reason),
    })),
    BLOCK: one(gql.PortingRequestBlockDocument, (v) => ({ code: v.blockingCode, reason: given(v.reason) })),
    SCHEDULE_PERFORM: one(gql.PortingRequestSchedulePerformDocument, (v) => ({
      performAt: v.date === '' ? null : instantOf(v),
    })),
    PERFORM: one(gql.PortingRequestPerformDocument, nothing),
    ACCEPT_CANCELLATION: one(gql.PortingRequestAcceptCancellationDocument, reason),
    REJECT_CANCELLATION: one(gql.PortingRequestRejectCancellationDocument, reason),
  },
  portOut: {
    APPROVE: one(gql.PortOutRequestApproveDocument, nothing),
    REJECT: one(gql.PortOutRequestRejectDocument, (v) => ({
      code: v.rejectCode as gql.PortOutRejectCode,
      comment: given(v.comment),
    })),
    STAFF_REJECT: one(gql.PortOutRequestStaffRejectDocument, reason),
    STAFF_APPROVE: one(gql.PortOutRequestStaffApproveDocument, (v) => ({
      releaseAt: v.date === '' ? null : instantOf(v),
    })),
    COMPLETE: one(gql.PortOutRequestCompleteDocument, nothing),
    AMEND: one(gql.PortOutRequestAmendDocument, (v) => ({
      numbers: given(v.numbers) === null ? null : readPasted(v.numbers).accepted.map((line) => line.number),
      requestedDate: given(v.firstDate),
    })),
    WITHDRAW: one(gql.PortOutRequestWithdrawDocument, reason),
  },
  document: {
    ACCEPT: one(gql.DocumentAcceptDocument, nothing),
    REJECT: one(gql.DocumentRejectDocument, reason),
  },
};
