import { Anchor, Button, List, Text, Title } from '@mantine/core';
import { IfMay } from '../../actions/IfMay';
import type { RequirementsQuery } from '../../gql';
import { useI18n } from '../../i18n';
import { useMay } from '../../lib/session';
import { labelOf, profileFieldLabel } from '../../subjects/fieldLabels';
import { RequiredDocuments } from '../../subjects/RequiredDocuments';
import { intervalText, notesOf } from '../../subjects/requirements';
import { Facts } from '../../ui/Facts';
import { Section } from '../../ui/Page';
import classes from './Requirements.module.css';

type Requirement = RequirementsQuery['requirements'][number];

/** One type of number of one country. What is not known is said to be unknown. */
export function RequirementSection({ requirement, onOpen }: { requirement: Requirement; onOpen: () => void }) {
  const i18n = useI18n();
  const { t, words } = i18n;
  const known = (fact: boolean | null) => t(fact === null ? 'requirement.unknown' : fact ? 'ui.yes' : 'ui.no');
  const { invoiceMaxAgeDays: days, profileFields } = requirement;
  return (
    <Section
      title={words.numberType[requirement.numberType]}
      aside={<OpenButton name={words.numberType[requirement.numberType]} onOpen={onOpen} />}
    >
      <div className={classes.parts}>
        <div>
          <Title order={3}>{t('request.documents')}</Title>
          <RequiredDocuments requirement={requirement} mt={4} />
        </div>
        <Fields fields={requirement.fields} />
        <div>
          <Title order={3}>{t('requirement.rules')}</Title>
          <Text size="sm" my={4}>
            {intervalText(requirement, i18n)} {i18n.asked(requirement.interval?.note, requirement.interval?.noteCode)}
          </Text>
          <Facts
            facts={[
              {
                label: t('requirement.invoiceAge'),
                value: days === null ? t('requirement.unknown') : t('requirement.days', { count: days }),
              },
              { label: t('requirement.partialPort'), value: known(requirement.partialPort) },
              { label: t('requirement.poBox'), value: known(requirement.poBoxAllowed) },
              { label: t('requirement.businessOnly'), value: known(requirement.businessOnly) },
              {
                label: t('requirement.profileFields'),
                value: profileFields.map((name) => profileFieldLabel(name, i18n)).join(', '),
              },
            ]}
          />
        </div>
      </div>
      <Notes requirement={requirement} />
    </Section>
  );
}

/** For staff: what the operator asks otherwise; to change it, or to look at it. */
function OpenButton({ name, onOpen }: { name: string; onOpen: () => void }) {
  const { t } = useI18n();
  const label = t(useMay()('REQUIREMENT_OVERRIDE') ? 'override.open' : 'override.look');
  return (
    <IfMay permission="REQUIREMENT_READ_OVERRIDES">
      <Button variant="default" size="xs" aria-label={`${label}: ${name}`} onClick={onOpen}>
        {label}
      </Button>
    </IfMay>
  );
}

function Fields({ fields }: { fields: Requirement['fields'] }) {
  const i18n = useI18n();
  const { t } = i18n;
  return (
    <div>
      <Title order={3}>{t('requirement.fields')}</Title>
      <List size="sm" spacing={4} mt={4}>
        {fields.map((field) => (
          <List.Item key={field.name}>
            {field.required ? labelOf(field, i18n) : t('new.optional', { document: labelOf(field, i18n) })}
            {(field.hint || field.example) && (
              <Text size="xs" c="dimmed">
                {[
                  i18n.asked(field.hint, field.hintCode),
                  field.example && t('requirement.example', { example: field.example }),
                ]
                  .filter(Boolean)
                  .join(' ')}
              </Text>
            )}
          </List.Item>
        ))}
      </List>
    </div>
  );
}

function Notes({ requirement }: { requirement: Requirement }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { sources } = requirement;
  return (
    <>
      {notesOf(requirement, i18n).map((note) => (
        <Text key={note} size="sm" mt="xs" maw="48rem">
          {note}
        </Text>
      ))}
      {sources.length > 0 && (
        <Text size="xs" c="dimmed" mt="xs" component="div">
          {t('requirement.sources')}{' '}
          {sources.map(({ name, url }, place) => (
            <span key={`${name} ${url}`}>
              {place > 0 && ', '}
              {url ? (
                <Anchor href={url} target="_blank" rel="noreferrer" inherit underline="always">
                  {name}
                </Anchor>
              ) : (
                name
              )}
            </span>
          ))}
        </Text>
      )}
    </>
  );
}
