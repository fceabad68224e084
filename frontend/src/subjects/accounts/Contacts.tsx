import { ActionIcon, Button, Fieldset, Group, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { IfMay } from '../../actions/IfMay';
import { useI18n } from '../../i18n';
import { Icon } from '../../ui/Icon';
import type { FieldProblem } from '../profiles/problems';
import type { ContactDraft } from './fields';

const FIELDS = ['name', 'purpose', 'email', 'phone'] as const;
const NOBODY: ContactDraft = { name: '', purpose: '', email: '', phone: '' };

interface ContactsProps {
  contacts: readonly ContactDraft[];
  problems: readonly FieldProblem[];
  onChange: (contacts: readonly ContactDraft[]) => void;
}

/** Whom the operator turns to: as many as there are. */
export function Contacts({ contacts, problems, onChange }: ContactsProps) {
  const { t } = useI18n();
  const change = (place: number, part: Partial<ContactDraft>) =>
    onChange(contacts.map((each, at) => (at === place ? { ...each, ...part } : each)));
  return (
    <Fieldset legend={t('account.contacts')}>
      <Stack gap="sm">
        {contacts.map((contact, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a contact is known by its place only
          <Group key={place} align="flex-end" gap="xs" wrap="nowrap">
            <SimpleGrid cols={{ base: 1, sm: 2 }} verticalSpacing="xs" flex={1}>
              {FIELDS.map((field) => (
                <TextInput
                  key={field}
                  label={t(`account.contact.${field}`)}
                  value={contact[field]}
                  error={problems.find(({ path }) => path === `contacts.${place}.${field}`)?.message}
                  onChange={(event) => change(place, { [field]: event.currentTarget.value })}
                />
              ))}
            </SimpleGrid>
            <IfMay permission="ACCOUNT_CHANGE">
              <ActionIcon
                variant="subtle"
                size={36}
                aria-label={t('account.contact.remove', { name: contact.name })}
                onClick={() => onChange(contacts.filter((_, at) => at !== place))}
              >
                <Icon name="close" size={16} />
              </ActionIcon>
            </IfMay>
          </Group>
        ))}
        <IfMay permission="ACCOUNT_CHANGE">
          <Group>
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<Icon name="plus" size={14} />}
              onClick={() => onChange([...contacts, NOBODY])}
            >
              {t('account.contact.add')}
            </Button>
          </Group>
        </IfMay>
      </Stack>
    </Fieldset>
  );
}
