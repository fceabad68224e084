import { Autocomplete, Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useI18n } from '../../i18n';
import { plainLabel } from '../../subjects/requestFields';
import { type Entry, FIELD_NAMES, fieldName } from './parts';

interface FieldToAddProps {
  taken: readonly string[];
  onAdd: (entry: Entry) => void;
}

/** A field of the request that was not asked, or one of the operator's own. */
export function FieldToAdd({ taken, onAdd }: FieldToAddProps) {
  const { t } = useI18n();
  const [typed, setTyped] = useState('');
  const name = fieldName(typed);
  const isNew = typed.trim() !== '' && !taken.includes(name);
  const add = () => {
    onAdd({ name, label: plainLabel(name), required: true });
    setTyped('');
  };
  return (
    <Group gap="xs" align="flex-end">
      <Autocomplete
        label={t('override.addField')}
        description={t('override.addFieldHint')}
        data={FIELD_NAMES.filter((each) => !taken.includes(each))}
        value={typed}
        onChange={setTyped}
        flex="1 1 12rem"
      />
      <Button variant="default" disabled={!isNew} onClick={add}>
        {t('override.add')}
      </Button>
    </Group>
  );
}
