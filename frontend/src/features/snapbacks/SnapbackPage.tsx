import { getRouteApi } from '@tanstack/react-router';
import { ActionBar } from '../../actions/ActionBar';
import { SnapbackPageDocument, type SnapbackPageQuery } from '../../gql';
import { useI18n } from '../../i18n';
import { useRead, useSettled } from '../../lib/query';
import { History } from '../../subjects/History';
import { SnapbackStatusBadge } from '../../subjects/Status';
import { SNAPBACK_TONES } from '../../subjects/tones';
import { useJournal } from '../../subjects/useJournal';
import { DateTime } from '../../ui/DateTime';
import { Facts } from '../../ui/Facts';
import { Failed } from '../../ui/Failed';
import { BackLink, LinkAnchor } from '../../ui/links';
import { Notice } from '../../ui/Notice';
import { Band, Page, Section } from '../../ui/Page';
import { EmptyState, SkeletonPage } from '../../ui/states';

const route = getRouteApi('/app/snapbacks/$id');
type Detail = NonNullable<SnapbackPageQuery['snapback']>;

export function SnapbackPage() {
  const { id } = route.useParams();
  const { t } = useI18n();
  const read = useRead(SnapbackPageDocument, { id });
  const readAgain = useSettled(read.refresh, 150);
  useJournal(read.data?.journalCursor, {}, (entries) => {
    if (entries.some((entry) => entry.orderId === id)) readAgain();
  });
  if (read.failure) return <Failed failure={read.failure} onRetry={read.refresh} />;
  if (read.loading) return <SkeletonPage />;
  const snapback = read.data?.snapback;
  if (!snapback) return <EmptyState icon="search" title={t('app.notFound')} text={t('app.notFoundText')} />;
  return <Snapback snapback={snapback} refresh={read.refresh} />;
}

function Snapback({ snapback, refresh }: { snapback: Detail; refresh: () => void }) {
  const { t, words } = useI18n();
  const subject = { id: snapback.id, version: snapback.version, name: `${snapback.reference}: ${snapback.display}` };
  return (
    <Page
      title={snapback.reference}
      above={<BackLink to="/snapbacks">{t('nav.snapbacks')}</BackLink>}
      aside={<SnapbackStatusBadge status={snapback.status} />}
      actions={
        <ActionBar
          kind="snapback"
          subjects={[{ ...subject, availableActions: snapback.availableActions }]}
          onDone={refresh}
        />
      }
    >
      <Band>
        <Notice tone={SNAPBACK_TONES[snapback.status]} icon="phone" title={words.snapbackStatus[snapback.status].hint}>
          {snapback.statusReason}
        </Notice>
      </Band>
      <Section title={t('request.facts')}>
        <SnapbackFacts snapback={snapback} />
      </Section>
      <Section title={t('request.timeline')}>
        <History journal={snapback.journal} />
      </Section>
    </Page>
  );
}

function SnapbackFacts({ snapback }: { snapback: Detail }) {
  const { t } = useI18n();
  return (
    <Facts
      facts={[
        { label: t('numbers.number'), value: <span className="tabular">{snapback.display}</span> },
        { label: t('snapback.direction'), value: t(`snapback.direction.${snapback.direction}`) },
        { label: t('snapback.carrier'), value: snapback.carrierName },
        { label: t('numbers.account'), value: snapback.accountName },
        { label: t('snapback.port'), value: <PortLink snapback={snapback} /> },
        { label: t('snapback.portedAt'), value: <DateTime at={snapback.portedAt} style="full" /> },
        { label: t('snapback.why'), value: snapback.askedBecause },
        { label: t('snapback.sentAt'), value: snapback.sentAt && <DateTime at={snapback.sentAt} style="full" /> },
      ]}
    />
  );
}

function PortLink({ snapback }: { snapback: Detail }) {
  if (snapback.portOutRequestId) {
    return (
      <LinkAnchor to="/port-out-requests/$id" params={{ id: snapback.portOutRequestId }} size="sm" className="tabular">
        {snapback.portOutReference}
      </LinkAnchor>
    );
  }
  return snapback.portingRequestId ? (
    <LinkAnchor to="/porting-requests/$id" params={{ id: snapback.portingRequestId }} size="sm" className="tabular">
      {snapback.portingReference}
    </LinkAnchor>
  ) : null;
}
