import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useI18n } from '../i18n';
import { Icon } from './Icon';

interface SearchFieldProps {
  value: string;
  label: string;
  onSearch: (text: string) => void;
}

/** A list's search: it searches as one types, and `/` reaches it. */
export function SearchField({ value, label, onSearch }: SearchFieldProps) {
  const { t } = useI18n();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const search = useDebouncedCallback(onSearch, 250);
  const change = (next: string) => {
    setText(next);
    search(next.trim());
  };
  return (
    <TextInput
      type="search"
      size="xs"
      styles={{ input: { fontSize: 'var(--mantine-font-size-sm)' } }}
      data-list-search
      aria-label={label}
      placeholder={label}
      value={text}
      leftSection={<Icon name="search" />}
      rightSection={
        text !== '' && <CloseButton size="sm" aria-label={t('ui.clearFilter')} onClick={() => change('')} />
      }
      onChange={(event) => change(event.currentTarget.value)}
      style={{ flex: '1 1 14rem', maxWidth: '24rem' }}
    />
  );
}
