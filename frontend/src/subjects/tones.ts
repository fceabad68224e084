import type {
  DocumentStatus,
  InternalMoveStatus,
  PhoneNumberStatus,
  PortingNumberStatus,
  PortingRequestStatus,
  PortOutOrderStatus,
  PortOutRequestStatus,
  SnapbackStatus,
} from '../gql';
import type { Tone } from '../ui/tone';

/** The tone of each status; a status without a tone does not compile. */
export const NUMBER_TONES: Record<PortingNumberStatus, Tone> = {
  DRAFT: 'mute',
  PENDING: 'neutral',
  PORTABLE: 'info',
  IN_PROCESS: 'progress',
  ACTION_REQUIRED: 'warn',
  FOC_DATE_SET: 'info',
  CANCELLATION_PENDING: 'warn',
  CANCELLATION_REJECTED: 'neutral',
  COMPLETED: 'good',
  NOT_PORTABLE: 'bad',
  CANCELED: 'mute',
};

export const REQUEST_TONES: Record<PortingRequestStatus, Tone> = {
  DRAFT: 'mute',
  REQUESTED: 'neutral',
  IN_PROGRESS: 'progress',
  DELAYED: 'warn',
  READY_TO_BE_PORTED: 'info',
  BLOCKED: 'bad',
  CANCELED: 'mute',
  COMPLETED: 'good',
  REJECTED: 'bad',
};

export const PORT_OUT_TONES: Record<PortOutRequestStatus, Tone> = {
  ACTION_REQUIRED: 'warn',
  APPROVED: 'info',
  REJECTED: 'bad',
  EXPIRED: 'mute',
  WITHDRAWN: 'mute',
  PORTED_OUT: 'good',
};

export const ORDER_TONES: Record<PortOutOrderStatus, Tone> = {
  CREATED: 'neutral',
  FEE_BILLED: 'info',
  COMPLETED: 'good',
  CANCELED: 'mute',
};

export const DOCUMENT_TONES: Record<DocumentStatus, Tone> = {
  UPLOADED: 'neutral',
  ACCEPTED: 'good',
  REJECTED: 'bad',
};

export const PHONE_TONES: Record<PhoneNumberStatus, Tone> = {
  PROVISIONED: 'info',
  ACTIVE: 'good',
  PORTING_OUT: 'warn',
  PORTED_OUT: 'mute',
  REMOVED: 'mute',
};

export const SNAPBACK_TONES: Record<SnapbackStatus, Tone> = {
  ASKED: 'warn',
  SENT: 'progress',
  WITHDRAWN: 'mute',
  RETURNED: 'good',
  REFUSED: 'bad',
};

export const INTERNAL_MOVE_TONES: Record<InternalMoveStatus, Tone> = {
  OFFERED: 'info',
  REDEEMED: 'warn',
  MOVED: 'good',
  WITHDRAWN: 'mute',
  REFUSED: 'bad',
  EXPIRED: 'mute',
};
