import { Text } from '@mantine/core';
import type { MatchSeverity, MatchVerdict } from '../../gql';
import { useI18n } from '../../i18n';
import { useRiskReason } from '../../subjects/portOutRisks';
import { Notice } from '../../ui/Notice';
import { Band, Section } from '../../ui/Page';
import { StatusBadge } from '../../ui/StatusBadge';
import type { Tone } from '../../ui/tone';
import type { PortOutDetail } from './detail';
import classes from './Weighing.module.css';

type Comparison = NonNullable<PortOutDetail['evidence']>['comparisons'][number];

const TONES: Record<MatchSeverity, Tone> = { NONE: 'good', LOW: 'neutral', MEDIUM: 'warn', HIGH: 'bad' };
/** What nobody said or nobody knows is neither good nor bad. */
const OF_VERDICT: Partial<Record<MatchVerdict, Tone>> = { MISSING: 'mute' };

/** What deserves a second look before anybody agrees, each with its reason; nothing where nothing does. */
export function Risks({ request }: { request: PortOutDetail }) {
  const { t } = useI18n();
  const why = useRiskReason();
  const risks = request.evidence?.risks ?? [];
  if (risks.length === 0) return null;
  return (
    <Band>
      <Notice tone="warn" title={t('portOut.lookTwice')}>
        <ul className={classes.risks}>
          {risks.map((risk) => (
            <li key={risk.kind}>
              <strong>{t(`portOut.risk.${risk.kind}`)}.</strong> {why(risk)}
            </li>
          ))}
        </ul>
      </Notice>
    </Band>
  );
}

/** What the carrier says of whoever it asks for, each thing beside the likest on record. */
export function Comparisons({ request }: { request: PortOutDetail }) {
  const { t } = useI18n();
  const comparisons = request.evidence?.comparisons;
  if (!comparisons) return null;
  return (
    <Section title={t('portOut.evidence')}>
      <Text size="sm" c="dimmed" mb="xs">
        {t('portOut.evidenceText')}
      </Text>
      <ul className={classes.comparisons}>
        {comparisons.map((comparison) => (
          <Compared key={comparison.field} comparison={comparison} />
        ))}
      </ul>
    </Section>
  );
}

function Compared({ comparison }: { comparison: Comparison }) {
  const { t } = useI18n();
  const { field, verdict, why, severity, given, onRecord, recordKind, recordName } = comparison;
  const where = recordKind && onRecord ? t(`portOut.record.${recordKind}`, { name: recordName ?? '' }) : null;
  return (
    <li className={classes.comparison}>
      <div className={classes.head}>
        <strong>{t(`portOut.field.${field}`)}</strong>
        <StatusBadge tone={OF_VERDICT[verdict] ?? TONES[severity]} label={t(`portOut.verdict.${verdict}`)} />
        {why && <span className={classes.why}>{t(`portOut.why.${why}`)}</span>}
      </div>
      <dl className={classes.values}>
        <div>
          <dt>{t('portOut.given')}</dt>
          <dd>{given ?? '–'}</dd>
        </div>
        <div>
          <dt>{t('portOut.onRecord')}</dt>
          <dd>
            {onRecord ?? '–'}
            {where && <span className={classes.where}>{where}</span>}
          </dd>
        </div>
      </dl>
    </li>
  );
}
