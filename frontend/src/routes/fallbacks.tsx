import { Container } from '@mantine/core';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { useI18n } from '../i18n';
import { HttpProblem } from '../lib/http';
import { LinkButton } from '../ui/links';
import { EmptyState, ErrorState } from '../ui/states';

export function NotFound() {
  const { t } = useI18n();
  return (
    <Container py="xl">
      <EmptyState
        icon="search"
        title={t('app.notFound')}
        text={t('app.notFoundText')}
        action={<LinkButton to="/">{t('nav.home')}</LinkButton>}
      />
    </Container>
  );
}

/** A screen that could not be opened: its code did not load, or the session could not be asked for. */
export function RouteFailed({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const offline = !(error instanceof HttpProblem) || error.status === 0;
  const requestId = error instanceof HttpProblem ? error.requestId : null;
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return <ErrorState kind={offline ? 'offline' : 'server'} requestId={requestId} onRetry={retry} />;
}
