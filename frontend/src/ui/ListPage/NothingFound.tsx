import { Button } from '@mantine/core';
import { useI18n } from '../../i18n';
import { EmptyState } from '../states';

/** Filters that no row passes, with the way back to all rows. */
export function NothingFound({ title, onClear }: { title: string; onClear: () => void }) {
  const { t } = useI18n();
  return (
    <EmptyState
      icon="search"
      title={title}
      action={
        <Button variant="default" onClick={onClear}>
          {t('ui.clearFilters')}
        </Button>
      }
    />
  );
}
