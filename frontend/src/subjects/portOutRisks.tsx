import { Tooltip, VisuallyHidden } from '@mantine/core';
import type { PortOutRiskPartsFragment } from '../gql';
import { type I18n, useI18n } from '../i18n';
import { formatInstant } from '../lib/time';
import { useTimeZone } from '../lib/zone';
import { StatusBadge } from '../ui/StatusBadge';

/** A value of the sentence, as the server names it: a number, an instant, or words of somebody's. */
type Named = string | number | { text: string; params?: { at?: string } };

/** What deserves a second look, as short as a row of a list is: its name, or how many there are. */
export function RiskBadge({ risks }: { risks: readonly PortOutRiskPartsFragment[] }) {
  const { t } = useI18n();
  const [first] = risks;
  if (!first) return <>–</>;
  const names = risks.map(({ kind }) => t(`portOut.risk.${kind}`));
  if (risks.length === 1) return <StatusBadge tone="warn" label={names[0] ?? ''} />;
  return (
    <Tooltip label={names.map((name) => <div key={name}>{name}</div>)} multiline maw={320}>
      <span>
        <StatusBadge tone="warn" label={t('portOut.risks', { count: risks.length })} />
        <VisuallyHidden>{names.join(', ')}</VisuallyHidden>
      </span>
    </Tooltip>
  );
}

/** Why it is one, in the reader's language and on the reader's clock. */
export function useRiskReason(): (risk: PortOutRiskPartsFragment) => string {
  const i18n = useI18n();
  const timeZone = useTimeZone();
  return ({ kind, messageParams }) => {
    const named = Object.entries((messageParams ?? {}) as Record<string, Named>);
    return i18n.t(
      `portOut.riskWhy.${kind}`,
      Object.fromEntries(named.map(([name, value]) => [name, told(value, i18n, timeZone)])),
    );
  };
}

function told(value: Named, { formatLocale }: I18n, timeZone: string): string | number {
  if (typeof value !== 'object') return value;
  return value.params?.at ? formatInstant(value.params.at, { locale: formatLocale, timeZone }, 'full') : value.text;
}
