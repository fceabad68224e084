import { Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { RequestDraftDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { useRead } from '../../lib/query';
import { useMay } from '../../lib/session';
import { ReplacedRequest } from '../../subjects/ReplacedRequest';
import { Failed } from '../../ui/Failed';
import { BackLink } from '../../ui/links';
import { Page } from '../../ui/Page';
import { Steps } from '../../ui/Steps';
import { EmptyState, SkeletonPage } from '../../ui/states';
import { DetailsStep } from './DetailsStep';
import type { Draft } from './draft';
import { NumbersStep } from './NumbersStep';
import { PapersStep } from './PapersStep';
import { ReviewStep } from './ReviewStep';
import { type Go, NEEDS_DRAFT, STEPS, type StepName, stepOf } from './steps';
import { WhereStep } from './WhereStep';

const route = getRouteApi('/app/porting-requests/new');
/** From a country to a submitted request. The address holds the step and the draft, so that nothing is lost by a reload. */
export function NewRequest() {
  const { t } = useI18n();
  const search = route.useSearch();
  const variables = useMemo(() => ({ id: search.draft ?? '' }), [search.draft]);
  const read = useRead(RequestDraftDocument, variables, { pause: !search.draft });
  const draft = search.draft ? (read.data?.portingRequest ?? null) : null;
  const mayCreate = useMay()('PORTING_REQUEST_CREATE');
  const step = stepOf(search.step, draft !== null);
  if (!mayCreate) return <EmptyState icon="inbox" title={t('new.forMembers')} text={t('may.accountMembers')} />;
  if (search.draft && read.failure) return <Failed failure={read.failure} onRetry={read.refresh} />;
  if (search.draft && !read.data) return <SkeletonPage />;
  if (search.draft && !draft)
    return <EmptyState icon="search" title={t('app.notFound')} text={t('app.notFoundText')} />;
  return (
    <Page
      title={draft ? `${t('requests.new')} ${draft.reference}` : t('requests.new')}
      above={<BackLink to="/porting-requests">{t('nav.requests')}</BackLink>}
      aside={
        draft?.replacesId && (
          <Text size="sm" component="span">
            {t('request.replaces')} <ReplacedRequest id={draft.replacesId} />
          </Text>
        )
      }
    >
      <StepFrame step={step} draft={draft} refresh={read.refresh} />
    </Page>
  );
}

function StepFrame({ step, draft, refresh }: { step: StepName; draft: Draft | null; refresh: () => void }) {
  const { t } = useI18n();
  const navigate = route.useNavigate();
  const go: Go = useCallback(
    (to, more = {}) => void navigate({ search: (before) => ({ ...before, ...more, step: to }) }),
    [navigate],
  );
  const names = Object.keys(STEPS) as StepName[];
  return (
    <Steps
      label={t('new.steps')}
      steps={names.map((name) => ({
        value: name,
        label: t(STEPS[name]),
        enabled: draft !== null || !NEEDS_DRAFT.includes(name),
      }))}
      current={step}
      onStep={(name) => go(name)}
    >
      {step === 'where' && <WhereStep draft={draft} go={go} />}
      {step === 'numbers' && <NumbersStep draft={draft} go={go} refresh={refresh} />}
      {step === 'details' && draft && <DetailsStep key={draft.id} draft={draft} go={go} />}
      {step === 'papers' && draft && <PapersStep draft={draft} go={go} refresh={refresh} />}
      {step === 'review' && draft && <ReviewStep draft={draft} go={go} refresh={refresh} />}
    </Steps>
  );
}
