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
import { useI18n } from '../i18n';
import { StatusBadge } from '../ui/StatusBadge';
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

export function NumberStatus({ status }: { status: PortingNumberStatus }) {
  const word = useI18n().words.portingNumberStatus[status];
  return <StatusBadge tone={NUMBER_TONES[status]} {...word} />;
}

export function RequestStatus({ status }: { status: PortingRequestStatus }) {
  const word = useI18n().words.portingRequestStatus[status];
  return <StatusBadge tone={REQUEST_TONES[status]} {...word} />;
}

export function PortOutStatusBadge({ status }: { status: PortOutRequestStatus }) {
  const word = useI18n().words.portOutStatus[status];
  return <StatusBadge tone={PORT_OUT_TONES[status]} {...word} />;
}

export function OrderStatus({ status }: { status: PortOutOrderStatus }) {
  const word = useI18n().words.portOutOrderStatus[status];
  return <StatusBadge tone={ORDER_TONES[status]} {...word} />;
}

export function DocumentStatusBadge({ status }: { status: DocumentStatus }) {
  const word = useI18n().words.documentStatus[status];
  return <StatusBadge tone={DOCUMENT_TONES[status]} {...word} />;
}

export function PhoneStatus({ status }: { status: PhoneNumberStatus }) {
  const word = useI18n().words.phoneNumberStatus[status];
  return <StatusBadge tone={PHONE_TONES[status]} {...word} />;
}

export function SnapbackStatusBadge({ status }: { status: SnapbackStatus }) {
  const word = useI18n().words.snapbackStatus[status];
  return <StatusBadge tone={SNAPBACK_TONES[status]} {...word} />;
}

export function InternalMoveStatusBadge({ status }: { status: InternalMoveStatus }) {
  const word = useI18n().words.internalMoveStatus[status];
  return <StatusBadge tone={INTERNAL_MOVE_TONES[status]} {...word} />;
}
