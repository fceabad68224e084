import { PasswordInput, Select, TextInput } from '@mantine/core';
import { useI18n } from '../i18n';
import { labelOf } from './fieldLabels';

export interface FieldNeed {
  name: string;
  label: string;
  labelCode?: string | null;
  required: boolean;
  hint?: string | null;
  hintCode?: string | null;
  example?: string | null;
  pattern?: string | null;
  secret?: boolean;
}

interface RequestFieldProps {
  need: FieldNeed;
  value: string;
  error?: string;
  /** A secret that is there already need not be given again. */
  kept?: boolean;
  onChange: (value: string) => void;
}

const CHOICES = /^[A-Z_]+(\|[A-Z_]+)+$/;

/** One field that a country asks for, as its requirement describes it. */
export function RequestField({ need, value, error, kept, onChange }: RequestFieldProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const { name, example, pattern } = need;
  const shared = {
    label: labelOf(need, i18n),
    error,
    description: i18n.asked(need.hint, need.hintCode) ?? undefined,
    required: need.required && !kept,
    name,
  };
  if (pattern && CHOICES.test(pattern)) {
    return (
      <Select
        {...shared}
        data={pattern.split('|')}
        value={value || null}
        onChange={(chosen) => onChange(chosen ?? '')}
        clearable
      />
    );
  }
  if (need.secret || name === 'subscriber.pin') {
    return (
      <PasswordInput
        {...shared}
        autoComplete="new-password"
        maxLength={200}
        placeholder={kept ? t('requests.pinGiven') : (example ?? undefined)}
        visibilityToggleButtonProps={{ 'aria-label': t('requests.showTyped') }}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  const country = name.endsWith('service_address.country');
  return (
    <TextInput
      {...shared}
      type={name === 'requested_date' ? 'date' : 'text'}
      autoComplete="off"
      maxLength={country ? 2 : 200}
      placeholder={example ?? undefined}
      value={value}
      onChange={(event) => onChange(country ? event.currentTarget.value.toUpperCase() : event.currentTarget.value)}
    />
  );
}
