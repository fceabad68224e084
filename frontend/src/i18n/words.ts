import type {
  ActorRole,
  DocumentAction,
  DocumentKind,
  DocumentStatus,
  NumberType,
  PortingNumberAction,
  PortingNumberStatus,
  PortingRequestAction,
  PortingRequestStatus,
  PortOutOrderStatus,
  PortOutRequestAction,
  PortOutRequestStatus,
  WaitingOn,
} from '../gql';
import type { events } from './en/events';

/** A status as people read it: a short label, and one sentence that says what it means for them. */
interface StatusWord {
  label: string;
  hint: string;
}

/** A verb as people meet it: the button, and the sentence a dialog opens with, which states the consequence. */
export interface VerbWord {
  label: string;
  consequence: string;
}

/** The words of one language for everything the schema names; exhaustive, so a new status or verb fails the build until it has words. */
export interface Words {
  portingNumberStatus: Record<PortingNumberStatus, StatusWord>;
  portingRequestStatus: Record<PortingRequestStatus, StatusWord>;
  portOutStatus: Record<PortOutRequestStatus, StatusWord>;
  portOutOrderStatus: Record<PortOutOrderStatus, StatusWord>;
  documentStatus: Record<DocumentStatus, StatusWord>;
  documentKind: Record<DocumentKind, string>;
  numberType: Record<NumberType, string>;
  waitingOn: Record<WaitingOn, string>;
  phoneNumberStatus: Record<'PROVISIONED' | 'ACTIVE' | 'PORTING_OUT' | 'PORTED_OUT' | 'REMOVED', StatusWord>;
  role: Record<ActorRole, string>;
  portingNumberVerb: Record<PortingNumberAction, VerbWord>;
  portingRequestVerb: Record<PortingRequestAction, VerbWord>;
  portOutVerb: Record<PortOutRequestAction, VerbWord>;
  documentVerb: Record<DocumentAction, VerbWord>;
  /** Journal events by their wire name; one the dashboard has no words for is shown as it is. */
  event: Record<keyof typeof events, string>;
}
