import { SetupChecklistDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { useRead } from '../../lib/query';
import { Checklist } from '../../subjects/setup/Checklist';
import { Failed } from '../../ui/Failed';
import { Notice } from '../../ui/Notice';
import { Section } from '../../ui/Page';
import { SkeletonRows } from '../../ui/states';

const NO_VARIABLES = {};

/** Everything this installation lacks: what stops the work, then what is unwise. */
export function Setup() {
  const { t } = useI18n();
  const read = useRead(SetupChecklistDocument, NO_VARIABLES);
  if (read.failure) return <Failed failure={read.failure} onRetry={read.refresh} />;
  if (!read.data) return <SkeletonRows rows={6} />;
  const items = read.data.setupChecklist;
  const blocking = items.filter(({ severity }) => severity === 'BLOCKING');
  const advice = items.filter(({ severity }) => severity === 'ADVICE');
  return (
    <>
      {items.length === 0 && (
        <Section title={t('setup.title')}>
          <Notice tone="good" icon="check">
            {t('setup.complete')}
          </Notice>
        </Section>
      )}
      {blocking.length > 0 && (
        <Section title={t('setup.blocking')}>
          <Checklist items={blocking} />
        </Section>
      )}
      {advice.length > 0 && (
        <Section title={t('setup.advice')}>
          <Checklist items={advice} />
        </Section>
      )}
    </>
  );
}
