import { List, Text } from '@mantine/core';
import { useMemo } from 'react';
import { FocDatesOnDocument, type FocDatesOnQuery } from '../../../gql';
import { useI18n } from '../../../i18n';
import { useRead } from '../../../lib/query';
import { Failed } from '../../../ui/Failed';
import { LinkAnchor } from '../../../ui/links';
import { Notice } from '../../../ui/Notice';

const SHOWN = 8;

/** Whom it concerns that a day is free: what carriers there have promised for it and not ported yet. Dates are not moved by it. */
export function Effect({ country, day }: { country: string; day: string }) {
  const { t } = useI18n();
  const read = useRead(
    FocDatesOnDocument,
    useMemo(() => ({ country, day }), [country, day]),
  );
  if (read.failure) return <Failed failure={read.failure} onRetry={read.refresh} />;
  const found = read.data?.focDatesOn;
  if (!found) return null;
  if (found.numberCount === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('businessDay.nobodyConcerned')}
      </Text>
    );
  return <Concerned found={found} />;
}

function Concerned({ found }: { found: FocDatesOnQuery['focDatesOn'] }) {
  const { t } = useI18n();
  const counts = { numbers: found.numberCount, requests: found.requestCount };
  return (
    <Notice tone="warn" title={t('businessDay.concerned', counts)}>
      <Text size="sm">{t('businessDay.concernedText')}</Text>
      <List size="sm">
        {found.entries.slice(0, SHOWN).map((entry) => (
          <List.Item key={`${entry.requestId} ${entry.focAt}`}>
            <LinkAnchor to="/porting-requests/$id" params={{ id: entry.requestId }} size="sm" underline="always">
              {entry.requestReference}
            </LinkAnchor>{' '}
            {entry.accountName} · {t('request.numbers', { count: entry.numberCount })}
          </List.Item>
        ))}
      </List>
      {found.entries.length > SHOWN && <Text size="sm">…</Text>}
    </Notice>
  );
}
