import { Button, UnstyledButton } from '@mantine/core';
import { useI18n } from '../../i18n';
import { Icon } from '../Icon';
import classes from './LiveControls.module.css';

interface LiveControlsProps {
  paused: boolean;
  held: number;
  onPause: (paused: boolean) => void;
}

/** Holds the rows still for somebody who is reading, and says how much has changed behind them. */
export function LiveControls({ paused, held, onPause }: LiveControlsProps) {
  const { t } = useI18n();
  return (
    <Button
      variant={paused ? 'light' : 'default'}
      aria-pressed={paused}
      leftSection={<Icon name={paused ? 'play' : 'pause'} size={14} />}
      onClick={() => onPause(!paused)}
    >
      {paused ? `${t('ui.resumeLive')} · ${t('ui.heldChanges', { count: held })}` : t('ui.pauseLive')}
    </Button>
  );
}

/** Rows that came in wait here until the reader asks for them, so that nothing jumps under the pointer. */
export function NewRowsBanner({ count, onShow }: { count: number; onShow: () => void }) {
  const { t } = useI18n();
  return (
    <div aria-live="polite" className={classes.slot}>
      {count > 0 && (
        <UnstyledButton className={classes.banner} onClick={onShow}>
          {t('ui.newRows', { count })} · <strong>{t('ui.show')}</strong>
        </UnstyledButton>
      )}
    </div>
  );
}
