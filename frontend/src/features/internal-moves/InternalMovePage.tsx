import { Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { ActionBar } from '../../actions/ActionBar';
import { InternalMovePageDocument, type InternalMovePageQuery } from '../../gql';
import { useI18n } from '../../i18n';
import { useRead, useSettled } from '../../lib/query';
import { lastMinute } from '../../lib/time';
import { Expiry } from '../../subjects/afterwards/columns';
import { History } from '../../subjects/History';
import { PhoneNumber } from '../../subjects/PhoneNumber';
import { InternalMoveStatusBadge } from '../../subjects/Status';
import { INTERNAL_MOVE_TONES } from '../../subjects/tones';
import { useJournal } from '../../subjects/useJournal';
import { DateTime } from '../../ui/DateTime';
import { Facts } from '../../ui/Facts';
import { Failed } from '../../ui/Failed';
import { BackLink } from '../../ui/links';
import { Notice } from '../../ui/Notice';
import { Band, Page, Section } from '../../ui/Page';
import { EmptyState, SkeletonPage } from '../../ui/states';

const route = getRouteApi('/app/internal-moves/$id');
type Detail = NonNullable<InternalMovePageQuery['internalMove']>;

export function InternalMovePage() {
  const { id } = route.useParams();
  const { t } = useI18n();
  const read = useRead(InternalMovePageDocument, { id });
  const readAgain = useSettled(read.refresh, 150);
  // Whoever takes the numbers reads of it in its own account's journal.
  useJournal(read.data?.journalCursor, { subjectKinds: ['INTERNAL_MOVE'] }, readAgain);
  if (read.failure) return <Failed failure={read.failure} onRetry={read.refresh} />;
  if (read.loading) return <SkeletonPage />;
  const move = read.data?.internalMove;
  if (!move) return <EmptyState icon="search" title={t('app.notFound')} text={t('app.notFoundText')} />;
  return <Move move={move} refresh={read.refresh} />;
}

function Move({ move, refresh }: { move: Detail; refresh: () => void }) {
  const { t, words } = useI18n();
  const names = move.allNumbers.map((number) => number.display).join(', ');
  const subject = { id: move.id, version: move.version, name: `${move.reference}: ${names}` };
  return (
    <Page
      title={move.reference}
      above={<BackLink to="/internal-moves">{t('nav.internalMoves')}</BackLink>}
      aside={
        <>
          <InternalMoveStatusBadge status={move.status} />
          <Expiry row={move} />
        </>
      }
      actions={
        <ActionBar
          kind="internalMove"
          subjects={[{ ...subject, availableActions: move.availableActions }]}
          onDone={refresh}
        />
      }
    >
      <Band>
        <Notice tone={INTERNAL_MOVE_TONES[move.status]} icon="phone" title={words.internalMoveStatus[move.status].hint}>
          {move.statusReason}
        </Notice>
      </Band>
      <Section title={t('request.numbers', { count: move.numberCount })}>
        <Stack gap={4}>
          {move.allNumbers.map((number) => (
            <PhoneNumber key={number.e164} {...number} strong />
          ))}
        </Stack>
      </Section>
      <Section title={t('request.facts')}>
        <Facts
          facts={[
            { label: t('move.side'), value: move.side && t(`move.side.${move.side}`) },
            { label: t('move.giving'), value: move.givingAccountName },
            { label: t('move.taking'), value: move.takingAccountName },
            { label: t('move.offeredAt'), value: <DateTime at={move.createdAt} style="full" /> },
            { label: t('move.expires'), value: <DateTime at={lastMinute(move.expiresAt)} style="full" /> },
            { label: t('move.redeemedAt'), value: move.redeemedAt && <DateTime at={move.redeemedAt} style="full" /> },
          ]}
        />
      </Section>
      <Section title={t('request.timeline')}>
        <History journal={move.journal} />
      </Section>
    </Page>
  );
}
