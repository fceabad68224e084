import type { ReactNode } from 'react';
import type {
  ActionVariant,
  DocumentAction,
  InternalMoveAction,
  PhoneNumberAction,
  PortingNumberAction,
  PortingRequestAction,
  PortOutRequestAction,
  SnapbackAction,
} from '../gql';

/** The verbs people have over each kind of subject, as the schema names them. */
export interface Verbs {
  portingNumber: PortingNumberAction;
  portingRequest: PortingRequestAction;
  portOut: PortOutRequestAction;
  document: DocumentAction;
  snapback: SnapbackAction;
  internalMove: InternalMoveAction;
  phoneNumber: PhoneNumberAction;
}

export type Kind = keyof Verbs;

/** The kinds of which one command moves many: their dialogs say how many. */
export const IN_BULK: ReadonlySet<Kind> = new Set<Kind>(['portingNumber', 'phoneNumber']);

/** One of `availableActions`: what may be done now, and what stands in the way of it. */
export interface Available<Verb> {
  action: Verb;
  /** What the verb does now, where that is not what it usually does. */
  variant: ActionVariant | null;
  /** What its button says in English. */
  label: string;
  blockers: readonly { code: string; message: string }[];
}

/** What a command is about: which thing, in which version the person saw it, and what to call it. */
export interface Subject {
  id: string;
  version: number;
  name: string;
}

/** What the dialog's fields need to know about their subjects. */
export interface Setting {
  /** The losing carrier's clock, on which dates are meant. */
  timeZone?: string;
  timeZoneOf?: string;
  /** The losing carrier, whose holidays are told beside the field of a date. */
  carrierId?: string;
  /** The country of the numbers, whose carriers are offered first, and the carrier's name as it was typed. */
  country?: string;
  typedCarrier?: string;
  /** The reasons that stand against the selected numbers. */
  reasons?: readonly { code: string; text: string }[];
  /** Whose configuration profiles may be chosen, where staff act for an account; none of several accounts. */
  accountId?: string;
  severalAccounts?: boolean;
  /** What a request asks for, where some of it may be chosen. */
  numbers?: readonly { e164: string; display: string }[];
  /** The configuration that the first of them has. */
  profileId?: string;
  /** By verb what follows from it, in view while it is asked about. */
  follows?: Readonly<Record<string, ReactNode>>;
}

/** A verb as it is offered: its words depend on nothing else. */
export interface Offered<K extends Kind = Kind> {
  kind: K;
  verb: Verbs[K];
  variant: ActionVariant | null;
  label: string;
}

/** What a person set out to do: the verb, to what, and what its dialog needs to know. */
export interface Intent<K extends Kind = Kind> extends Offered<K> {
  subjects: readonly Subject[];
  setting: Setting;
}
