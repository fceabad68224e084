import { Textarea, TextInput } from '@mantine/core';
import { useI18n } from '../../i18n';
import classes from './Override.module.css';

interface BesideTextProps {
  label: string;
  shipped: string;
  value: string;
  days?: boolean;
  lines?: boolean;
  error?: string;
  onChange: (text: string) => void;
}

/** A text of the operator's own, with the shipped one beside it. */
export function BesideText({ label, shipped, value, days, lines, error, onChange }: BesideTextProps) {
  const { t } = useI18n();
  const shown = shipped || t('override.nothing');
  const common = { label, value, error, onChange: ({ currentTarget }: Changed) => onChange(currentTarget.value) };
  return (
    <div className={classes.beside}>
      {lines ? (
        <Textarea autosize minRows={2} maxRows={12} {...common} />
      ) : (
        <TextInput inputMode={days ? 'numeric' : undefined} {...common} />
      )}
      <Shipped text={shown} />
    </div>
  );
}

type Changed = { currentTarget: { value: string } };

export function Shipped({ text }: { text: string }) {
  const { t } = useI18n();
  return (
    <div className={classes.shipped}>
      <span className={classes.shippedWord}>{t('override.shipped')}</span>
      <span className={classes.shippedText}>{text}</span>
    </div>
  );
}
