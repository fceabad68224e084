import { ActionIcon, Group, Paper, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useI18n } from '../i18n';
import classes from './BulkBar.module.css';
import { Icon } from './Icon';

interface BulkBarProps {
  count: number;
  onClear: () => void;
  /** "Select all 1,240 matching", where the list is longer than its page. */
  extra?: ReactNode;
  children: ReactNode;
}

/** What can be done with the selected rows; it floats over the end of the list and takes no room while nothing is selected. */
export function BulkBar({ count, onClear, extra, children }: BulkBarProps) {
  const { t } = useI18n();
  if (count === 0) return null;
  return (
    <section className={classes.place} aria-label={t('ui.selected', { count })}>
      <Paper className={classes.bar} shadow="lg" radius="md" withBorder>
        <Group gap="xs" wrap="nowrap">
          <ActionIcon size="lg" aria-label={t('ui.clearSelection')} title={t('ui.clearSelection')} onClick={onClear}>
            <Icon name="close" />
          </ActionIcon>
          <Text fw={600} size="sm" className="tabular" aria-live="polite">
            {t('ui.selected', { count })}
          </Text>
          {extra}
        </Group>
        <Group gap="xs" className={classes.actions}>
          {children}
        </Group>
      </Paper>
    </section>
  );
}
