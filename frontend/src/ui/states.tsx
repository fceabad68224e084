import { Button, Center, Code, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useI18n } from '../i18n';
import { Icon, type IconName } from './Icon';
import classes from './states.module.css';

interface EmptyStateProps {
  icon?: IconName;
  title: string;
  text?: string;
  action?: ReactNode;
}

/** Nothing to show, said kindly, with the next sensible step. */
export function EmptyState({ icon = 'inbox', title, text, action }: EmptyStateProps) {
  return (
    <Center className={classes.empty}>
      <Stack align="center" gap="xs" maw={420}>
        <span className={classes.emptyIcon}>
          <Icon name={icon} size={28} />
        </span>
        <Text fw={600} ta="center">
          {title}
        </Text>
        {text && (
          <Text c="dimmed" size="sm" ta="center">
            {text}
          </Text>
        )}
        {action}
      </Stack>
    </Center>
  );
}

interface ErrorStateProps {
  kind: 'offline' | 'server';
  requestId: string | null;
  onRetry: () => void;
}

/** A read that failed: what it means, a way to try again, and the id under which the server's log has it. */
export function ErrorState({ kind, requestId, onRetry }: ErrorStateProps) {
  const { t } = useI18n();
  return (
    <Center className={classes.empty} role="alert">
      <Stack align="center" gap="xs" maw={460}>
        <span className={classes.emptyIcon}>
          <Icon name={kind === 'offline' ? 'wifiOff' : 'alert'} size={28} />
        </span>
        <Title order={2}>{t(kind === 'offline' ? 'ui.errorOffline' : 'ui.errorServer')}</Title>
        <Text c="dimmed" size="sm" ta="center">
          {t(kind === 'offline' ? 'ui.errorOfflineText' : 'ui.errorServerText')}
        </Text>
        {requestId && (
          <Group gap="xs">
            <Text size="sm">{t('ui.requestId')}</Text>
            <Code>{requestId}</Code>
          </Group>
        )}
        <Button variant="default" onClick={onRetry}>
          {t('ui.retry')}
        </Button>
      </Stack>
    </Center>
  );
}

/** Bars where rows will be, so that nothing moves when they arrive. */
export function SkeletonRows({ rows = 8, height = 32 }: { rows?: number; height?: number }) {
  const { t } = useI18n();
  return (
    <output className={classes.skeleton} aria-label={t('ui.loading')} aria-busy="true">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars have no identity
        <Skeleton key={row} height={height - 14} radius="sm" width={`${92 - ((row * 17) % 30)}%`} />
      ))}
    </output>
  );
}

export function SkeletonPage() {
  return (
    <Stack p="md" gap="lg">
      <Skeleton height={24} width={240} />
      <SkeletonRows rows={10} />
    </Stack>
  );
}

/** Stays on top of the page for as long as nothing comes in. */
export function OfflineBanner() {
  const { t } = useI18n();
  return (
    <output className={classes.offline}>
      <Icon name="wifiOff" /> {t('ui.offlineBar')}
    </output>
  );
}
