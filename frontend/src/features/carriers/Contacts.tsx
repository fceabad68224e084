import { Button, Fieldset, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { IfMay } from '../../actions/IfMay';
import { type MessageKey, useI18n } from '../../i18n';
import type { FieldProblem } from '../../subjects/profiles/problems';
import { Icon } from '../../ui/Icon';

interface Contact {
  name: string;
  email: string | null;
  phone: string | null;
  note: string | null;
}

const FIELDS = ['name', 'email', 'phone', 'note'] as const;
const LABELS: Record<(typeof FIELDS)[number], MessageKey> = {
  name: 'carrier.contactName',
  email: 'carrier.contactEmail',
  phone: 'carrier.contactPhone',
  note: 'carrier.contactNote',
};

interface ContactsProps {
  contacts: readonly Contact[];
  problems: readonly FieldProblem[];
}

/** Whom to talk to at a carrier; a contact whose fields are all empty is none. */
export function Contacts({ contacts, problems }: ContactsProps) {
  const { t } = useI18n();
  const [count, setCount] = useState(contacts.length);
  const errorOf = (path: string) => problems.find((problem) => problem.path === path)?.message;
  return (
    <Stack gap="sm">
      {Array.from({ length: count }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a contact is its place in the list
        <Fieldset key={place} legend={t('carrier.contact', { place: place + 1 })}>
          <Stack gap="xs">
            {FIELDS.map((field) => (
              <TextInput
                key={field}
                name={`contacts.${place}.${field}`}
                label={t(LABELS[field])}
                defaultValue={contacts[place]?.[field] ?? ''}
                error={errorOf(`contacts.${place}.${field}`)}
              />
            ))}
          </Stack>
        </Fieldset>
      ))}
      <IfMay permission="CARRIER_CHANGE">
        <Button
          variant="default"
          size="xs"
          leftSection={<Icon name="plus" size={14} />}
          onClick={() => setCount(count + 1)}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('carrier.addContact')}
        </Button>
      </IfMay>
    </Stack>
  );
}

/** The contacts of a form, in their order. */
export function carrierContacts(form: FormData): Contact[] {
  const text = (place: number, field: string) => String(form.get(`contacts.${place}.${field}`) ?? '').trim();
  const places = [...form.keys()].filter((key) => /^contacts\.\d+\.name$/.test(key)).map((_, place) => place);
  return places
    .map((place) => ({
      name: text(place, 'name'),
      email: text(place, 'email') || null,
      phone: text(place, 'phone') || null,
      note: text(place, 'note') || null,
    }))
    .filter((contact) => Object.values(contact).some(Boolean));
}
