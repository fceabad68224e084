import { ErrorState } from './states';

interface FailedProps {
  failure: { kind: 'offline' | 'signedOut' | 'server'; requestId: string | null };
  onRetry: () => void;
}

/** A read that failed, whatever it was. */
export function Failed({ failure, onRetry }: FailedProps) {
  return (
    <ErrorState
      kind={failure.kind === 'offline' ? 'offline' : 'server'}
      requestId={failure.requestId}
      onRetry={onRetry}
    />
  );
}
