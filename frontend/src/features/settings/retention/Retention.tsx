import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { type LegalHoldPartsFragment, RetentionPageDocument, type RetentionPageQuery } from '../../../gql';
import { useI18n } from '../../../i18n';
import { useRead } from '../../../lib/query';
import { useMay } from '../../../lib/session';
import classes from '../../../subjects/users/Where.module.css';
import { DateTime, PlainDate } from '../../../ui/DateTime';
import { Failed } from '../../../ui/Failed';
import { LinkAnchor } from '../../../ui/links';
import { Section } from '../../../ui/Page';
import { SkeletonRows } from '../../../ui/states';
import { PeriodForm } from './PeriodForm';
import { Periods } from './Periods';

const NO_VARIABLES = {};
type Counts = Pick<RetentionPageQuery['retentionPreview'], 'drafts' | 'documents' | 'orders' | 'entries'>;

/** How long things are kept, what the next night would take away, what the last ones have, and what is held whatever is chosen. */
export function Retention() {
  const { t } = useI18n();
  const admin = useMay()('RETENTION_CHANGE');
  const read = useRead(RetentionPageDocument, NO_VARIABLES);
  const [adding, setAdding] = useState(false);
  if (read.failure) return <Failed failure={read.failure} onRetry={read.refresh} />;
  if (!read.data) return <SkeletonRows rows={6} />;
  const { retention, retentionPreview: next, legalHolds } = read.data;
  return (
    <>
      <Section
        title={t('retention.title')}
        aside={admin && <Button onClick={() => setAdding(true)}>{t('retention.add')}</Button>}
      >
        <Text size="sm" c="dimmed" mb="md">
          {t('retention.text')}
        </Text>
        <Periods periods={retention.periods} onSaved={read.refresh} admin={admin} />
        {adding && <PeriodForm onSaved={read.refresh} onClose={() => setAdding(false)} />}
      </Section>
      <Section title={t('retention.nights')}>
        <Stack gap="xs">
          <Text size="sm" component="div">
            {t('retention.next')} <DateTime at={next.at} />: <Gone counts={next} />
          </Text>
          {retention.nights.slice(0, 7).map((night) => (
            <Text key={night.day} size="sm" c="dimmed" component="div">
              <PlainDate date={night.day} />: <Gone counts={night} />
            </Text>
          ))}
        </Stack>
      </Section>
      <Section title={t('legalHold.all')}>
        <Holds holds={legalHolds.edges.map((edge) => edge.node)} more={legalHolds.pageInfo.hasNextPage} />
      </Section>
    </>
  );
}

function Gone({ counts: { drafts, documents, orders, entries } }: { counts: Counts }) {
  const { t } = useI18n();
  const gone = t('retention.gone', { drafts, documents, orders });
  return entries ? `${gone}, ${t('retention.goneEntries', { entries })}` : gone;
}

function Holds({ holds, more }: { holds: readonly LegalHoldPartsFragment[]; more: boolean }) {
  const { t } = useI18n();
  if (holds.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('legalHold.none')}
      </Text>
    );
  return (
    <>
      <ul className={classes.list} data-wide>
        {holds.map((hold) => (
          <li key={hold.id}>
            <Group gap="xs">
              <OrderLink hold={hold} />
              <Text size="sm">{hold.accountName}</Text>
              <Text size="xs" c="dimmed" component="div">
                {hold.setByName}, <DateTime at={hold.createdAt} />
              </Text>
            </Group>
            <Text size="sm">{hold.reason}</Text>
          </li>
        ))}
      </ul>
      {more && <Text size="sm">{t('legalHold.more')}</Text>}
    </>
  );
}

function OrderLink({ hold }: { hold: LegalHoldPartsFragment }) {
  const id = hold.requestId ?? hold.portOutRequestId ?? '';
  return hold.requestId ? (
    <LinkAnchor to="/porting-requests/$id" params={{ id }} size="sm" underline="always">
      {hold.reference}
    </LinkAnchor>
  ) : (
    <LinkAnchor to="/port-out-requests/$id" params={{ id }} size="sm" underline="always">
      {hold.reference}
    </LinkAnchor>
  );
}
