import type {
  ActionVariant,
  ActorRole,
  DeliveryStatus,
  DocumentAction,
  DocumentKind,
  DocumentStatus,
  EventName,
  InternalMoveAction,
  InternalMoveStatus,
  Level,
  NumberType,
  PhoneNumberAction,
  PhoneNumberStatus,
  PortingNumberAction,
  PortingNumberStatus,
  PortingRequestAction,
  PortingRequestStatus,
  PortOutOrderStatus,
  PortOutRequestAction,
  PortOutRequestStatus,
  SignInOutcome,
  SnapbackAction,
  SnapbackStatus,
  TokenScope,
  UserStatus,
  WaitingOn,
} from '../gql';

/** A status as people read it: a short label, and one sentence that says what it means for them. */
interface StatusWord {
  label: string;
  hint: string;
}

/** The sentence a dialog opens with: what the verb has as its consequence. */
interface Consequence {
  consequence: string;
}

/** A verb as people meet it: the button, and the sentence its dialog opens with. */
export interface VerbWord extends Consequence {
  label: string;
}

/** English words: of a verb the server says the label. */
export type EnglishWords = Words<Consequence>;

/** What people do and what happened: the words that a new verb takes, in one file per language. */
export interface VerbWords<Verb extends Consequence = VerbWord> {
  portingNumberVerb: Record<PortingNumberAction, Verb>;
  portingRequestVerb: Record<PortingRequestAction, Verb>;
  portOutVerb: Record<PortOutRequestAction, Verb>;
  /** What a verb does in some statuses only. */
  verbVariant: Record<ActionVariant, Verb>;
  documentVerb: Record<DocumentAction, Verb>;
  phoneNumberVerb: Record<PhoneNumberAction, Verb>;
  snapbackVerb: Record<SnapbackAction, Verb>;
  internalMoveVerb: Record<InternalMoveAction, Verb>;
  event: Record<EventName, string>;
}

/** English words of verbs: the server says the label. */
export type EnglishVerbWords = VerbWords<Consequence>;

/** The words of one language for everything the schema names; exhaustive, so a new status or verb fails the build until it has words. */
export interface Words<Verb extends Consequence = VerbWord> extends VerbWords<Verb> {
  portingNumberStatus: Record<PortingNumberStatus, StatusWord>;
  portingRequestStatus: Record<PortingRequestStatus, StatusWord>;
  portOutStatus: Record<PortOutRequestStatus, StatusWord>;
  snapbackStatus: Record<SnapbackStatus, StatusWord>;
  internalMoveStatus: Record<InternalMoveStatus, StatusWord>;
  portOutOrderStatus: Record<PortOutOrderStatus, StatusWord>;
  deliveryStatus: Record<DeliveryStatus, StatusWord>;
  userStatus: Record<UserStatus, StatusWord>;
  signInOutcome: Record<SignInOutcome, string>;
  level: Record<Level, StatusWord>;
  tokenScope: Record<TokenScope, string>;
  documentStatus: Record<DocumentStatus, StatusWord>;
  documentKind: Record<DocumentKind, string>;
  numberType: Record<NumberType, string>;
  waitingOn: Record<WaitingOn, string>;
  phoneNumberStatus: Record<PhoneNumberStatus, StatusWord>;
  role: Record<ActorRole, string>;
}
