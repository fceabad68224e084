import { Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { useMutation } from 'urql';
import { ActionBar } from '../../actions/ActionBar';
import { PortOutPageDocument, PortOutRequestOpenDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { money } from '../../lib/money';
import { useRead, useSettled } from '../../lib/query';
import { useSession } from '../../lib/session';
import { lastMinute } from '../../lib/time';
import { Freeze } from '../../subjects/accounts/Freeze';
import { AskBack } from '../../subjects/afterwards/AskBack';
import { Comments } from '../../subjects/comments/Comments';
import { Evidence } from '../../subjects/evidence/Evidence';
import { History } from '../../subjects/History';
import { LegalHold } from '../../subjects/legalHold/LegalHold';
import { PhoneNumber } from '../../subjects/PhoneNumber';
import { Deadline } from '../../subjects/portOuts';
import { OrderStatus, PortOutStatusBadge } from '../../subjects/Status';
import { PORT_OUT_TONES } from '../../subjects/tones';
import { useJournal } from '../../subjects/useJournal';
import { DateTime, PlainDate } from '../../ui/DateTime';
import { Facts } from '../../ui/Facts';
import { Failed } from '../../ui/Failed';
import { BackLink } from '../../ui/links';
import { Notice } from '../../ui/Notice';
import { Band, Page, Section } from '../../ui/Page';
import { EmptyState, SkeletonPage } from '../../ui/states';
import { Consequence, Silence } from './Consequence';
import type { PortOutDetail as Detail } from './detail';
import { Papers } from './Papers';
import classes from './PortOutPage.module.css';
import { Comparisons, Risks } from './Weighing';

const route = getRouteApi('/app/port-out-requests/$id');

export function PortOutPage() {
  const { id } = route.useParams();
  const { t } = useI18n();
  const read = useRead(PortOutPageDocument, { id });
  // Moves and comments alike have an entry; what it is about has to be read.
  const readAgain = useSettled(read.refresh, 150);
  useJournal(read.data?.journalCursor, {}, (entries) => {
    if (entries.some((entry) => entry.orderId === id)) readAgain();
  });
  useOpened(id, read.data?.portOutRequest?.viewedAt === null);
  if (read.failure) return <Failed failure={read.failure} onRetry={read.refresh} />;
  if (read.loading) return <SkeletonPage />;
  const request = read.data?.portOutRequest;
  if (!request) return <EmptyState icon="search" title={t('app.notFound')} text={t('app.notFoundText')} />;
  return <PortOut request={request} refresh={read.refresh} />;
}

/** That the owner has seen a request is part of its history; the server notes the first time and ignores the others. */
function useOpened(id: string, unseen: boolean) {
  const customer = useSession().role === 'CUSTOMER';
  const [, open] = useMutation(PortOutRequestOpenDocument);
  useEffect(() => {
    if (customer && unseen) void open({ input: { id, idempotencyKey: `open-${id}` } });
  }, [customer, unseen, id, open]);
}

function PortOut({ request, refresh }: { request: Detail; refresh: () => void }) {
  const i18n = useI18n();
  const { t, words } = i18n;
  const names = request.allNumbers.map((number) => number.display).join(', ');
  const subject = { id: request.id, version: request.version, name: `${request.reference}: ${names}` };
  return (
    <Page
      title={request.reference}
      above={<BackLink to="/port-out-requests">{t('nav.portOuts')}</BackLink>}
      aside={
        <>
          <PortOutStatusBadge status={request.status} />
          <Deadline row={request} />
          <LegalHold order={{ portOutRequestId: request.id }} />
          <Evidence order={{ portOutRequestId: request.id }} ended={request.endedAt !== null} />
        </>
      }
      actions={
        <>
          <AfterPort request={request} />
          <ActionBar
            kind="portOut"
            subjects={[{ ...subject, availableActions: request.availableActions }]}
            setting={{ numbers: request.allNumbers, follows: leavesBy(<Consequence request={request} />) }}
            onDone={refresh}
          />
        </>
      }
    >
      {request.status === 'ACTION_REQUIRED' && (
        <Freeze accountId={request.accountId} freeze={request.consents?.freeze} onLifted={refresh} />
      )}
      <Band>
        <Notice tone={PORT_OUT_TONES[request.status]} icon="arrowOut" title={words.portOutStatus[request.status].hint}>
          {request.statusReason}
        </Notice>
      </Band>
      <Risks request={request} />
      {request.endedAt === null && (
        <Section title={t('portOut.consequence')}>
          <Consequence request={request} withSilence={request.status === 'ACTION_REQUIRED'} />
        </Section>
      )}
      <div className={classes.columns}>
        <Section title={t('request.numbers', { count: request.numberCount })}>
          <ul className={classes.numbers}>
            {request.allNumbers.map((number) => (
              <li key={number.e164}>
                <PhoneNumber {...number} strong />
              </li>
            ))}
          </ul>
        </Section>
        <div>
          <Comparisons request={request} />
          <Section title={t('request.facts')}>
            <PortOutFacts request={request} />
          </Section>
          <Papers request={request} onChanged={refresh} />
          <Comments
            kind="portOut"
            id={request.id}
            comments={request.comments.edges.map((edge) => edge.node)}
            onChanged={refresh}
          />
        </div>
        <Section title={t('request.timeline')}>
          <History journal={request.journal} />
        </Section>
      </div>
    </Page>
  );
}

/** What left by mistake is asked back from here. */
function AfterPort({ request }: { request: Detail }) {
  const navigate = route.useNavigate();
  if (request.status !== 'PORTED_OUT') return null;
  const onAsked = ({ id }: { id: string }) => void navigate({ to: '/snapbacks/$id', params: { id } });
  return <AskBack direction="OUT" numbers={request.allNumbers} onAsked={onAsked} />;
}

function PortOutFacts({ request }: { request: Detail }) {
  const { t, formatLocale } = useI18n();
  const { order } = request;
  return (
    <Facts
      facts={[
        { label: t('portOut.gaining'), value: request.gainingCarrierName },
        { label: t('portOut.carrierReference'), value: request.carrierReference },
        { label: t('numbers.account'), value: request.accountName },
        { label: t('portOut.endUser'), value: request.endUser },
        { label: t('portOut.authorisedName'), value: request.authorisedName },
        { label: t('portOut.address'), value: addressOf(request) },
        { label: t('requests.pin'), value: request.pinChecked ? t('portOut.pinChecked') : null },
        { label: t('requests.requested'), value: request.requestedDate && <PlainDate date={request.requestedDate} /> },
        { label: t('portOut.deadline'), value: <DateTime at={lastMinute(request.expiresAt)} style="full" /> },
        { label: t('portOut.onDeadline'), value: <Silence request={request} /> },
        { label: t('portOut.consent'), value: hasConsent(request) && <Consent request={request} /> },
        { label: t('portOut.release'), value: request.releaseAt && <DateTime at={request.releaseAt} style="full" /> },
        { label: t('portOut.order'), value: order && <OrderStatus status={order.status} /> },
        {
          label: t('portOut.fee'),
          value: order ? (
            <Text span size="sm">
              {money(order.fee, formatLocale)} {order.billedAt && <DateTime at={order.billedAt} />}
            </Text>
          ) : (
            request.consents?.fee && (
              <Text span size="sm">
                {money(request.consents.fee, formatLocale)} {t('portOut.feeNotYet')}
              </Text>
            )
          ),
        },
        {
          label: t('portOut.feeReversed'),
          value: order?.reversedFee && (
            <Text span size="sm">
              {money(order.reversedFee, formatLocale)} {order.endedAt && <DateTime at={order.endedAt} />}
            </Text>
          ),
        },
        { label: t('portOut.received'), value: <DateTime at={request.createdAt} /> },
      ]}
    />
  );
}

/** The verbs by which all of the numbers leave, or come nearer to it. */
function leavesBy(follows: ReactNode): Record<string, ReactNode> {
  return { APPROVE: follows, STAFF_APPROVE: follows, COMPLETE: follows };
}

/** Where the carrier says that the service is. */
function addressOf(request: Detail): string | null {
  const place = [request.servicePostalCode, request.serviceCity].filter(Boolean).join(' ');
  return [request.serviceStreet, place, request.serviceRegion].filter(Boolean).join(', ') || null;
}

/** Whether anybody has agreed, or two have to. */
function hasConsent({ approvedAt, consents }: Detail): boolean {
  return consents != null && (consents.twoPerson || Boolean(approvedAt && consents.approvedBy));
}

/** Who of the account has agreed so far, where two have to. */
function Consent({ request }: { request: Detail }) {
  const { t } = useI18n();
  const { consents } = request;
  if (!consents) return null;
  const { firstApprovedBy, firstApprovedAt, approvedBy, twoPerson } = consents;
  if (request.approvedAt && approvedBy) return <>{[firstApprovedBy, approvedBy].filter(Boolean).join(', ')}</>;
  if (!twoPerson) return null;
  if (!firstApprovedAt) return <>{t('portOut.twoNeeded')}</>;
  return (
    <>
      {t('portOut.oneOfTwo', { name: firstApprovedBy ?? t('portOut.somebody') })} <DateTime at={firstApprovedAt} />
    </>
  );
}
