import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { InternalMovesDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { useList } from '../../lib/list';
import { useRead, useSettled } from '../../lib/query';
import { useSession } from '../../lib/session';
import { INTERNAL_MOVE_ROWS, internalMoveColumns } from '../../subjects/afterwards/columns';
import { useJournal } from '../../subjects/useJournal';
import { ListPage, useListAddress } from '../../ui/ListPage';
import { EmptyState } from '../../ui/states';
import { Redeem } from './Redeem';

const route = getRouteApi('/app/internal-moves');
const PAGE = 100;
const HIDES: readonly string[] = [];
const TABS = { open: 'move.tab.open', all: 'move.tab.all' } as const;
type Tab = keyof typeof TABS;

/** Numbers that go from one account here to another. */
export function InternalMoves() {
  const i18n = useI18n();
  const { t } = i18n;
  const { staff } = useSession();
  const address = useListAddress(route);
  const tab: Tab = address.search.tab === 'all' ? 'all' : 'open';
  const list = useRows(tab, address.search.after);
  const columns = useMemo(() => internalMoveColumns(i18n, staff), [i18n, staff]);
  const navigate = route.useNavigate();
  const onOpen = useCallback(
    ({ id }: { id: string }) => void navigate({ to: '/internal-moves/$id', params: { id } }),
    [navigate],
  );
  return (
    <ListPage
      title={t('nav.internalMoves')}
      actions={<Redeem onRedeemed={onOpen} />}
      address={address}
      list={list}
      table={{ ...INTERNAL_MOVE_ROWS, columns, onOpen }}
      hides={HIDES}
      tabs={{
        tabs: (Object.keys(TABS) as Tab[]).map((value) => ({ value, label: t(TABS[value]) })),
        value: tab,
        onChange: (value) => address.ask({ tab: value === 'open' ? undefined : value }),
      }}
      empty={<EmptyState icon="phone" title={t('move.none')} text={t('move.noneText')} />}
    />
  );
}

function useRows(tab: Tab, after: string | undefined) {
  const variables = useMemo(
    () => ({
      first: PAGE,
      after: after ?? null,
      filter: { statuses: tab === 'open' ? ['OFFERED' as const, 'REDEEMED' as const] : null },
      orderBy: 'UPDATED_DESC' as const,
    }),
    [tab, after],
  );
  const read = useRead(InternalMovesDocument, variables);
  useJournal(read.data?.journalCursor, { subjectKinds: ['INTERNAL_MOVE'] }, useSettled(read.refresh, 1_000));
  return useList(read, read.data?.internalMoves);
}
