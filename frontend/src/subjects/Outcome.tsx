import type { DeliveryStatus } from '../gql';
import { useI18n } from '../i18n';
import { StatusBadge } from '../ui/StatusBadge';
import type { Tone } from '../ui/tone';

const TONES: Record<DeliveryStatus, Tone> = { PENDING: 'progress', DELIVERED: 'good', GIVEN_UP: 'bad' };

/** Where a message stands: received, to be sent, or given up; what went wrong last is its hint while it has not arrived. */
export function Outcome({ row }: { row: { status: DeliveryStatus; lastError: string | null } }) {
  const { label, hint } = useI18n().words.deliveryStatus[row.status];
  const failed = row.status === 'DELIVERED' ? null : row.lastError;
  return <StatusBadge tone={TONES[row.status]} label={label} hint={failed ?? hint} />;
}
