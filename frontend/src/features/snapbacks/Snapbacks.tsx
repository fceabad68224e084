import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { SnapbacksDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { useList } from '../../lib/list';
import { useRead, useSettled } from '../../lib/query';
import { useSession } from '../../lib/session';
import { SNAPBACK_ROWS, snapbackColumns } from '../../subjects/afterwards/columns';
import { useJournal } from '../../subjects/useJournal';
import { ListPage, useListAddress } from '../../ui/ListPage';
import { EmptyState } from '../../ui/states';

const route = getRouteApi('/app/snapbacks');
const PAGE = 100;
const HIDES: readonly string[] = [];
const TABS = { open: 'snapback.tab.open', all: 'snapback.tab.all' } as const;
type Tab = keyof typeof TABS;

/** Numbers asked back after a port that was a mistake. */
export function Snapbacks() {
  const i18n = useI18n();
  const { t } = i18n;
  const { staff } = useSession();
  const address = useListAddress(route);
  const tab: Tab = address.search.tab === 'all' ? 'all' : 'open';
  const list = useRows(tab, address.search.after);
  const columns = useMemo(() => snapbackColumns(i18n, staff), [i18n, staff]);
  const navigate = route.useNavigate();
  const onOpen = useCallback(
    ({ id }: { id: string }) => void navigate({ to: '/snapbacks/$id', params: { id } }),
    [navigate],
  );
  return (
    <ListPage
      title={t('nav.snapbacks')}
      address={address}
      list={list}
      table={{ ...SNAPBACK_ROWS, columns, onOpen }}
      hides={HIDES}
      tabs={{
        tabs: (Object.keys(TABS) as Tab[]).map((value) => ({ value, label: t(TABS[value]) })),
        value: tab,
        onChange: (value) => address.ask({ tab: value === 'open' ? undefined : value }),
      }}
      empty={<EmptyState icon="phone" title={t('snapback.none')} text={t('snapback.noneText')} />}
    />
  );
}

function useRows(tab: Tab, after: string | undefined) {
  const variables = useMemo(
    () => ({
      first: PAGE,
      after: after ?? null,
      filter: { statuses: tab === 'open' ? ['ASKED' as const, 'SENT' as const] : null },
      orderBy: 'UPDATED_DESC' as const,
    }),
    [tab, after],
  );
  const read = useRead(SnapbacksDocument, variables);
  useJournal(read.data?.journalCursor, { subjectKinds: ['SNAPBACK'] }, useSettled(read.refresh, 1_000));
  return useList(read, read.data?.snapbacks);
}
