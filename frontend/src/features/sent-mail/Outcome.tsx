import { useI18n } from '../../i18n';
import { StatusBadge } from '../../ui/StatusBadge';
import type { Tone } from '../../ui/tone';
import type { Delivery } from './delivery';

const TONES: Record<string, Tone> = { DELIVERED: 'good', PENDING: 'progress', FAILED: 'bad', DEAD: 'bad' };

/** How a message was received, or when it will be tried again. */
export function Outcome({ row }: { row: Delivery }) {
  const { t } = useI18n();
  if (row.deliveredAt) return <StatusBadge tone="good" label={t('mail.delivered')} />;
  const label = row.nextAttemptAt ? t('mail.waiting') : row.status.toLowerCase();
  return <StatusBadge tone={TONES[row.status] ?? 'progress'} label={label} hint={row.lastError ?? undefined} />;
}
