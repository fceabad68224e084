import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import {
  type PortOutRequestFilter,
  PortOutRequestsChangedDocument,
  PortOutRequestsDocument,
  type PortOutRowFragment,
} from '../../gql';
import { type MessageKey, useI18n } from '../../i18n';
import { useFeed, useRead } from '../../lib/query';
import { useUser } from '../../lib/session';
import { PortOutCard, portOutColumns } from '../../subjects/portOuts';
import { ColumnPicker, DataTable, NewRowsBanner } from '../../ui/DataTable';
import { Failed } from '../../ui/Failed';
import { LinkButton } from '../../ui/links';
import { Page } from '../../ui/Page';
import { SearchField } from '../../ui/SearchField';
import { EmptyState, SkeletonRows } from '../../ui/states';
import { TabBar } from '../../ui/TabBar';
import { ListFoot, Toolbar } from '../../ui/Toolbar';

const route = getRouteApi('/app/port-out-requests');
const PAGE = 100;
const rowId = (row: PortOutRowFragment) => row.id;
const rowName = (row: PortOutRowFragment) => row.reference;
const rowVersion = (row: PortOutRowFragment) => row.version;
const card = (row: PortOutRowFragment) => <PortOutCard row={row} />;
const NONE: readonly PortOutRowFragment[] = [];

type Tab = 'open' | 'released' | 'ended' | 'all';
const TABS: Record<Tab, { label: MessageKey; filter: PortOutRequestFilter }> = {
  open: { label: 'portOut.tab.open', filter: { statuses: ['ACTION_REQUIRED', 'APPROVED'] } },
  released: { label: 'portOut.tab.released', filter: { statuses: ['PORTED_OUT'] } },
  ended: { label: 'portOut.tab.ended', filter: { statuses: ['REJECTED', 'EXPIRED', 'WITHDRAWN'] } },
  all: { label: 'requests.tab.all', filter: {} },
};

/** Numbers that others want: what is to be decided first, by how little time is left. */
export function PortOuts() {
  const i18n = useI18n();
  const { t } = i18n;
  const staff = useUser()?.role === 'STAFF';
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, after: undefined, ...next }), replace: true });
  const tab: Tab = search.tab !== undefined && search.tab in TABS ? (search.tab as Tab) : 'open';
  const { q, after } = search;
  const variables = useMemo(
    () => ({
      first: PAGE,
      after: after ?? null,
      filter: { ...TABS[tab].filter, search: q ?? null },
      orderBy: tab === 'open' ? ('EXPIRES_ASC' as const) : ('UPDATED_DESC' as const),
    }),
    [tab, q, after],
  );
  const read = useRead(PortOutRequestsDocument, variables);
  const connection = read.data?.portOutRequests;
  const rows = useMemo(() => connection?.edges.map((edge) => edge.node) ?? NONE, [connection]);
  const shown = useMemo(() => new Set(rows.map(rowId)), [rows]);
  const [arrived, setArrived] = useState<ReadonlySet<string>>(new Set());
  useFeed(
    PortOutRequestsChangedDocument,
    read.data?.journalCursor,
    { batchMs: 150 },
    ({ portOutRequestChanged: page }) => {
      if (page.__typename !== 'PortOutRequestsPage') return;
      const fresh = page.requests.filter((row) => !shown.has(row.id)).map(rowId);
      if (fresh.length > 0) setArrived((before) => new Set([...before, ...fresh]));
    },
  );
  const columns = useMemo(() => portOutColumns(i18n, staff), [i18n, staff]);
  const hidden = search.hide?.split(',') ?? [];
  const open = useCallback(
    (row: PortOutRowFragment) => void navigate({ to: '/port-out-requests/$id', params: { id: row.id } }),
    [navigate],
  );
  const show = () => {
    setArrived(new Set());
    read.refresh();
  };

  return (
    <Page title={t('nav.portOuts')} fill>
      <Toolbar
        label={t('portOut.filters')}
        end={
          <ColumnPicker
            columns={columns}
            hidden={hidden}
            onChange={(next) => change({ hide: next.join(',') || undefined })}
          />
        }
      >
        <SearchField
          label={t('portOut.search')}
          value={q ?? ''}
          onSearch={(text) => change({ q: text || undefined })}
        />
      </Toolbar>
      <TabBar
        label={t('nav.portOuts')}
        tabs={(Object.keys(TABS) as Tab[]).map((value) => ({ value, label: t(TABS[value].label) }))}
        value={tab}
        onChange={(value) => change({ tab: value === 'open' ? undefined : value })}
      />
      <NewRowsBanner count={[...arrived].filter((id) => !shown.has(id)).length} onShow={show} />
      {read.failure ? (
        <Failed failure={read.failure} onRetry={read.refresh} />
      ) : read.loading ? (
        <SkeletonRows />
      ) : (
        <DataTable
          label={t('nav.portOuts')}
          rows={rows}
          columns={columns}
          rowId={rowId}
          rowName={rowName}
          rowVersion={rowVersion}
          card={card}
          hidden={hidden}
          onOpen={open}
          keys
          empty={
            <EmptyState
              icon="arrowOut"
              title={t(q ? 'requests.noMatch' : 'portOut.none')}
              text={q ? undefined : t('portOut.noneText')}
            />
          }
        />
      )}
      <ListFoot>
        <span className="tabular">
          {t('numbers.shown', { shown: rows.length, total: connection?.totalCount ?? rows.length })}
        </span>
        {connection?.pageInfo.hasNextPage && (
          <LinkButton
            from="/port-out-requests"
            search={(before) => ({ ...before, after: connection.pageInfo.endCursor ?? undefined })}
            variant="subtle"
            size="compact-sm"
          >
            {t('ui.nextPage')}
          </LinkButton>
        )}
      </ListFoot>
    </Page>
  );
}
