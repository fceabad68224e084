import { Button, Stack, Text } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { ActionBar } from '../../actions/ActionBar';
import { PortingRequestPageDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { useRead, useSettled } from '../../lib/query';
import { useSession } from '../../lib/session';
import { AskBack } from '../../subjects/afterwards/AskBack';
import { Comments } from '../../subjects/comments/Comments';
import { Evidence } from '../../subjects/evidence/Evidence';
import { History } from '../../subjects/History';
import { LegalHold } from '../../subjects/legalHold/LegalHold';
import { RequestStatus } from '../../subjects/Status';
import { REQUEST_TONES } from '../../subjects/tones';
import { useJournal } from '../../subjects/useJournal';
import { Failed } from '../../ui/Failed';
import { Icon } from '../../ui/Icon';
import { BackLink, LinkButton } from '../../ui/links';
import { Notice } from '../../ui/Notice';
import { Page, Section } from '../../ui/Page';
import { EmptyState, SkeletonPage } from '../../ui/states';
import { Attempts } from './Attempts';
import { Corrections } from './Corrections';
import { Documents } from './Documents';
import type { RequestDetail } from './detail';
import { ReplaceButton } from './ReplaceButton';
import { RequestFacts } from './RequestFacts';
import { RequestNumbers } from './RequestNumbers';
import classes from './RequestPage.module.css';
import { UnlistedCarrier } from './UnlistedCarrier';

const route = getRouteApi('/app/porting-requests/$id');
const NUMBERS = 100;

export function RequestPage() {
  const { id } = route.useParams();
  const { after } = route.useSearch();
  const { t } = useI18n();
  const read = useRead(PortingRequestPageDocument, { id, numbersFirst: NUMBERS, numbersAfter: after ?? null });
  // One command writes many entries: they are heard together and read once.
  const readAgain = useSettled(read.refresh, 150);
  useJournal(read.data?.journalCursor, { orderId: id }, readAgain);
  if (read.failure) return <Failed failure={read.failure} onRetry={read.refresh} />;
  if (read.loading) return <SkeletonPage />;
  const request = read.data?.portingRequest;
  if (!request) return <EmptyState icon="search" title={t('app.notFound')} text={t('app.notFoundText')} />;
  return <Detail request={request} cursor={read.data?.journalCursor ?? ''} refresh={read.refresh} />;
}

interface DetailProps {
  request: RequestDetail;
  cursor: string;
  refresh: () => void;
}

function Detail({ request, cursor, refresh }: DetailProps) {
  const { t } = useI18n();
  return (
    <Page
      title={request.reference}
      above={<BackLink to="/porting-requests">{t('nav.requests')}</BackLink>}
      aside={
        <>
          <Text>{request.name}</Text>
          <RequestStatus status={request.status} />
          <LegalHold order={{ requestId: request.id }} />
          <Evidence order={{ requestId: request.id }} ended={request.endedAt !== null} />
        </>
      }
      actions={<Actions request={request} refresh={refresh} />}
    >
      <Stack gap="xs" className={classes.notice}>
        <Notice tone={REQUEST_TONES[request.status]} icon="inbox">
          {request.statusReason}
        </Notice>
        {request.status !== 'DRAFT' && !request.endedAt && <UnlistedCarrier request={request} onMatched={refresh} />}
      </Stack>
      <div className={classes.columns}>
        <div className={classes.main}>
          <Corrections request={request} onChanged={refresh} />
          <RequestNumbers request={request} cursor={cursor} onMoved={refresh} />
          <Documents request={request} onChanged={refresh} />
          <Attempts attempts={request.attempts} />
          <Comments
            kind="portingRequest"
            id={request.id}
            comments={request.comments.edges.map((edge) => edge.node)}
            onChanged={refresh}
          />
        </div>
        <div className={classes.side}>
          <Section title={t('request.facts')}>
            <RequestFacts request={request} />
          </Section>
          <Section title={t('request.timeline')}>
            <History journal={request.journal} />
          </Section>
        </div>
      </div>
    </Page>
  );
}

/** What can be done with the request as a whole. */
function Actions({ request, refresh }: Omit<DetailProps, 'cursor'>) {
  const { t } = useI18n();
  const navigate = useNavigate();
  const { id, version, reference: name, country, availableActions, losingCarrier, losingCarrierUnknown } = request;
  // Which carrier was meant is said beside the notice that it is not on the list; here a wrong match is put right.
  const offered = availableActions.filter((offer) => offer.action !== 'MATCH_LOSING_CARRIER' || !losingCarrierUnknown);
  // What can be submitted is a draft, and the wizard is where one is finished.
  const continues = availableActions.some((offer) => offer.action === 'SUBMIT');
  return (
    <>
      <ActionBar
        kind="portingRequest"
        subjects={[{ id, version, name, availableActions: offered }]}
        setting={{
          country,
          timeZone: losingCarrier?.timeZone,
          timeZoneOf: losingCarrier?.name,
          carrierId: losingCarrier?.id,
        }}
        onDone={(_moved, verb) => (verb === 'DISCARD' ? void navigate({ to: '/porting-requests' }) : refresh())}
      />
      {request.replaceable && <ReplaceButton id={id} leftOut={request.leftOutCount} />}
      {continues && (
        <LinkButton to="/porting-requests/new" search={{ draft: id, step: 'review' }} variant="default">
          {t('request.continue')}
        </LinkButton>
      )}
      <GiveBack request={request} />
      <PrintButton />
    </>
  );
}

/** What came by mistake is given back by staff, from here. */
function GiveBack({ request }: { request: RequestDetail }) {
  const navigate = useNavigate();
  const { staff } = useSession();
  const ported = request.numbers.edges.map((edge) => edge.node).filter(({ status }) => status === 'COMPLETED');
  if (!staff) return null;
  const onAsked = ({ id }: { id: string }) => void navigate({ to: '/snapbacks/$id', params: { id } });
  return <AskBack direction="IN" numbers={ported} onAsked={onAsked} />;
}

function PrintButton() {
  const { t } = useI18n();
  return (
    <Button
      className="no-print"
      variant="default"
      leftSection={<Icon name="print" size={14} />}
      onClick={() => window.print()}
    >
      {t('request.print')}
    </Button>
  );
}
