import { Spotlight, type SpotlightActionGroupData, spotlight } from '@mantine/spotlight';
import '@mantine/spotlight/styles.layer.css';
import { useEffect } from 'react';
import { useI18n } from '../i18n';
import { Icon, type IconName } from './Icon';

interface PaletteEntry {
  id: string;
  label: string;
  description?: string;
  icon: IconName;
  onOpen: () => void;
}

export interface PaletteGroup {
  label: string;
  entries: readonly PaletteEntry[];
}

interface PaletteProps {
  groups: readonly PaletteGroup[];
  opened: boolean;
  onClose: () => void;
  query: string;
  onQuery: (query: string) => void;
  searching: boolean;
}

/** Ctrl/Cmd-K: one field that finds anything. What is found comes from outside; here it is shown and opened. */
export function Palette({ groups, opened, onClose, query, onQuery, searching }: PaletteProps) {
  const { t } = useI18n();
  // Mantine keeps whether it is open in a store of its own; ours leads, its own closing (Escape, a choice) is told back.
  useEffect(() => {
    if (opened) spotlight.open();
    else spotlight.close();
  }, [opened]);
  const actions: SpotlightActionGroupData[] = groups
    .filter((group) => group.entries.length > 0)
    .map((group) => ({
      group: group.label,
      actions: group.entries.map((entry) => ({
        id: entry.id,
        label: entry.label,
        description: entry.description,
        leftSection: <Icon name={entry.icon} size={18} />,
        onClick: entry.onOpen,
      })),
    }));
  return (
    <Spotlight
      onSpotlightClose={onClose}
      shortcut={null}
      actions={actions}
      query={query}
      onQueryChange={onQuery}
      // Groups arrive filtered by who knows how; filtering them again by label would hide a number found by another spelling.
      filter={(_query, found) => found}
      nothingFound={t(searching ? 'ui.loading' : 'ui.palette.nothing')}
      scrollable
      maxHeight={420}
      attributes={{ content: { 'aria-label': t('ui.palette.open') } }}
      searchProps={{
        leftSection: <Icon name="search" size={18} />,
        placeholder: t('ui.palette.placeholder'),
        'aria-label': t('ui.palette.placeholder'),
      }}
    />
  );
}
