import { lazy, useMemo, useRef } from 'react';
import {
  CustomerFiguresChangedDocument,
  CustomerHomeDocument,
  CustomerQueuesAgainDocument,
  type NumbersListFragment,
  SetupBlockersDocument,
  StaffFiguresChangedDocument,
  StaffHomeDocument,
  StaffQueuesAgainDocument,
} from '../../gql';
import { useI18n } from '../../i18n';
import { withWords } from '../../i18n/later';
import { useFeed, useRead, useReadAgain, useSettled } from '../../lib/query';
import { useUser } from '../../lib/session';
import { Failed } from '../../ui/Failed';
import { Notice } from '../../ui/Notice';
import { Optional } from '../../ui/Optional';
import { Band, Page } from '../../ui/Page';
import { SkeletonPage } from '../../ui/states';
import { NumberQueue, PortOutQueue, RequestQueue } from './queues';

const SetUp = lazy(async () => ({ default: (await withWords(import('./SetUp'))).SetUp }));
const NO_VARIABLES = {};
const WEEK_MS = 7 * 86_400_000;
const MINUTE_MS = 60_000;
const TOGETHER = { batchMs: 150 };
const SETTLED_MS = 500;

/** What is to be done now, the most pressing first; then what moves by itself in the days to come. */
export function Home() {
  const { t } = useI18n();
  const user = useUser();
  const firstName = user?.name.split(' ')[0] ?? '';
  return (
    <Page title={t('home.title', { name: firstName })}>
      {user?.role === 'STAFF' ? (
        <>
          <Missing />
          <StaffQueues />
        </>
      ) : (
        <CustomerQueues />
      )}
    </Page>
  );
}

/** What a new installation lacks; asked once, as it seldom changes, and nothing comes of it where nothing is missing. */
function Missing() {
  const items = useRead(SetupBlockersDocument, NO_VARIABLES).data?.setupChecklist ?? [];
  return <Optional>{items.length > 0 && <SetUp items={items} />}</Optional>;
}

/** The window that "this week" means; whole minutes, so that reading again asks the same question. */
function useWeek() {
  return useMemo(() => {
    const now = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
    return { now: new Date(now).toISOString(), soon: new Date(now + WEEK_MS).toISOString() };
  }, []);
}

/** The figures are in the cache as soon as they come; which rows are the first of a queue is asked once things are quiet. */
function useNews(asOf: string | undefined, readAgain: () => void) {
  const again = useSettled(readAgain, SETTLED_MS);
  const known = useRef<string | undefined>(undefined);
  known.current ??= asOf;
  return (page: { __typename: string; cursor?: string }) => {
    if (page.cursor === undefined || page.cursor === known.current) return; // a sign of life
    known.current = page.cursor;
    again();
  };
}

function CustomerQueues() {
  const { t } = useI18n();
  const week = useWeek();
  const read = useRead(CustomerHomeDocument, week);
  const happened = useNews(read.data?.dashboard.asOf, useReadAgain(CustomerQueuesAgainDocument, week));
  useFeed(CustomerFiguresChangedDocument, read.data?.dashboard.asOf, TOGETHER, ({ dashboardChanged: page }) =>
    happened(page),
  );
  if (read.failure) return <Failed failure={read.failure} onRetry={read.refresh} />;
  if (!read.data) return <SkeletonPage />;
  const { corrections, decisions, yours, moving, dashboard } = read.data;
  const nothing = [corrections, decisions, yours].every(isEmpty);
  return (
    <>
      {nothing && <AllDone text={t('home.nothing')} />}
      <PortOutQueue
        title={t('home.decisions')}
        text={t('home.decisionsText')}
        list={decisions}
        count={dashboard.decisions}
      />
      <NumberQueue
        title={t('home.corrections')}
        text={t('home.correctionsText')}
        list={corrections}
        count={dashboard.corrections}
        search={{ status: 'ACTION_REQUIRED' }}
      />
      <RequestQueue title={t('home.yours')} text={t('home.yoursText')} list={yours} count={dashboard.yours} />
      <NumberQueue
        title={t('home.moving')}
        list={moving}
        count={moving.totalCount}
        search={{ status: 'FOC_DATE_SET', sort: 'FOC_ASC' }}
        quiet
      />
    </>
  );
}

function StaffQueues() {
  const { t } = useI18n();
  const week = useWeek();
  const read = useRead(StaffHomeDocument, week);
  const happened = useNews(read.data?.dashboard.asOf, useReadAgain(StaffQueuesAgainDocument, week));
  useFeed(StaffFiguresChangedDocument, read.data?.dashboard.asOf, TOGETHER, ({ dashboardChanged: page }) =>
    happened(page),
  );
  if (read.failure) return <Failed failure={read.failure} onRetry={read.refresh} />;
  if (!read.data) return <SkeletonPage />;
  const { carriers, requested, review, start, cancellations, releases, moving, dashboard } = read.data;
  const passed = toReport(read.data.passed);
  const nothing = [carriers, requested, review, start, cancellations, releases, passed].every(isEmpty);
  return (
    <>
      {nothing && <AllDone text={t('home.nothingStaff')} />}
      <NumberQueue
        title={t('home.passed')}
        text={t('home.passedText')}
        list={passed}
        count={passed.edges.length}
        search={{ status: 'FOC_DATE_SET', sort: 'FOC_ASC' }}
      />
      <NumberQueue
        title={t('home.cancellations')}
        list={cancellations}
        count={dashboard.cancellations}
        search={{ status: 'CANCELLATION_PENDING' }}
      />
      <PortOutQueue title={t('home.releases')} list={releases} count={dashboard.releases} />
      <RequestQueue
        title={t('home.carriers')}
        text={t('home.carriersText')}
        list={carriers}
        count={dashboard.carriers}
        tab="carriers"
      />
      <RequestQueue title={t('home.requested')} list={requested} count={dashboard.requested} />
      <NumberQueue title={t('home.review')} list={review} count={dashboard.review} search={{ status: 'PENDING' }} />
      <NumberQueue title={t('home.start')} list={start} count={dashboard.start} search={{ status: 'PORTABLE' }} />
      <NumberQueue
        title={t('home.moving')}
        list={moving}
        count={moving.totalCount}
        search={{ status: 'FOC_DATE_SET', sort: 'FOC_ASC' }}
        quiet
      />
    </>
  );
}

/** A date that passed is the desk's concern where it may report the port done; a Dutch one waits for its customer. */
function toReport(list: NumbersListFragment): NumbersListFragment {
  const edges = list.edges.filter(({ node }) => node.availableActions.some((offer) => offer.action === 'COMPLETE'));
  return { edges, pageInfo: { hasNextPage: false } };
}

function isEmpty(list: { edges: readonly unknown[] }) {
  return list.edges.length === 0;
}

function AllDone({ text }: { text: string }) {
  return (
    <Band>
      <Notice tone="good" icon="check">
        {text}
      </Notice>
    </Band>
  );
}
