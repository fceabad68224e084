import type { SetupLineFragment } from '../../gql';
import { useI18n } from '../../i18n';
import { Checklist } from '../../subjects/setup/Checklist';
import { LinkAnchor } from '../../ui/links';
import { Section } from '../../ui/Page';

/** What nothing can be ported without; it comes only where something is missing. */
export function SetUp({ items }: { items: readonly SetupLineFragment[] }) {
  const { t } = useI18n();
  return (
    <Section
      title={t('setup.title')}
      aside={
        <LinkAnchor to="/settings/setup" size="sm">
          {t('setup.all')}
        </LinkAnchor>
      }
    >
      <Checklist items={items} />
    </Section>
  );
}
