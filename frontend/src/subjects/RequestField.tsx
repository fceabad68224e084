import { Select, TextInput } from '@mantine/core';

export interface FieldNeed {
  name: string;
  label: string;
  required: boolean;
  hint?: string | null;
  example?: string | null;
  pattern?: string | null;
}

interface RequestFieldProps {
  need: FieldNeed;
  value: string;
  error?: string;
  /** A PIN that is there already need not be given again. */
  kept?: string;
  onChange: (value: string) => void;
}

const CHOICES = /^[A-Z_]+(\|[A-Z_]+)+$/;

/** One field that a country asks for, as its requirement describes it. */
export function RequestField({ need, value, error, kept, onChange }: RequestFieldProps) {
  const { name, label, hint, example, pattern } = need;
  const shared = { label, error, description: hint ?? undefined, required: need.required && !kept, name };
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
  const secret = name === 'subscriber.pin';
  const country = name.endsWith('service_address.country');
  return (
    <TextInput
      {...shared}
      type={name === 'requested_date' ? 'date' : 'text'}
      autoComplete="off"
      maxLength={country ? 2 : 200}
      placeholder={kept ?? example ?? undefined}
      value={value}
      inputMode={secret ? 'numeric' : undefined}
      onChange={(event) => onChange(country ? event.currentTarget.value.toUpperCase() : event.currentTarget.value)}
    />
  );
}
