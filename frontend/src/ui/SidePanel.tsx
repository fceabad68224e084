import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useI18n } from '../i18n';

interface SidePanelProps {
  opened: boolean;
  title: string;
  wide?: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** One thing of a list, beside the list. */
export function SidePanel({ opened, title, wide, onClose, children }: SidePanelProps) {
  const { t } = useI18n();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={wide ? 'xl' : 'lg'}
      title={title}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {children}
    </Drawer>
  );
}
