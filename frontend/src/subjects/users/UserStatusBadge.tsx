import type { UserStatus } from '../../gql';
import { useI18n } from '../../i18n';
import { StatusBadge } from '../../ui/StatusBadge';
import type { Tone } from '../../ui/tone';

export const USER_TONES: Record<UserStatus, Tone> = { INVITED: 'info', ACTIVE: 'good', DISABLED: 'mute' };

export function UserStatusBadge({ status }: { status: UserStatus }) {
  const word = useI18n().words.userStatus[status];
  return <StatusBadge tone={USER_TONES[status]} {...word} />;
}
