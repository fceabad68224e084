import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { PortingRequestsChangedDocument, PortingRequestsDocument, type RequestRowFragment } from '../../gql';
import { useI18n } from '../../i18n';
import { useFeed, useRead } from '../../lib/query';
import { useUser } from '../../lib/session';
import { RequestCard, requestColumns } from '../../subjects/requests';
import { ColumnPicker, DataTable, NewRowsBanner } from '../../ui/DataTable';
import { Failed } from '../../ui/Failed';
import { Icon } from '../../ui/Icon';
import { LinkButton } from '../../ui/links';
import { Page } from '../../ui/Page';
import { SearchField } from '../../ui/SearchField';
import { EmptyState, SkeletonRows } from '../../ui/states';
import { TabBar } from '../../ui/TabBar';
import { ListFoot, Toolbar } from '../../ui/Toolbar';
import { TABS, type Tab, tabFilter, tabOf } from './tabs';

const route = getRouteApi('/app/porting-requests');
const PAGE = 100;
const rowId = (row: RequestRowFragment) => row.id;
const rowName = (row: RequestRowFragment) => row.reference;
const rowVersion = (row: RequestRowFragment) => row.version;
const card = (row: RequestRowFragment) => <RequestCard row={row} />;
const NONE: readonly RequestRowFragment[] = [];

export function PortingRequests() {
  const i18n = useI18n();
  const { t } = i18n;
  const role = useUser()?.role ?? 'CUSTOMER';
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, after: undefined, ...next }), replace: true });
  const tab = tabOf(search.tab);
  const { q, country, after } = search;
  const variables = useMemo(
    () => ({
      first: PAGE,
      after: after ?? null,
      filter: { ...tabFilter(tab, role), search: q ?? null, country: country ?? null },
      orderBy: 'UPDATED_DESC' as const,
    }),
    [tab, role, q, country, after],
  );
  const read = useRead(PortingRequestsDocument, variables);
  const connection = read.data?.portingRequests;
  const rows = useMemo(() => connection?.edges.map((edge) => edge.node) ?? NONE, [connection]);
  const news = useRequestNews(read.data?.journalCursor, rows, read.refresh);
  const columns = useMemo(() => requestColumns(i18n, role === 'STAFF'), [i18n, role]);
  const hidden = search.hide?.split(',') ?? [];
  const open = useCallback(
    (row: RequestRowFragment) => void navigate({ to: '/porting-requests/$id', params: { id: row.id } }),
    [navigate],
  );

  return (
    <Page
      title={t('nav.requests')}
      fill
      actions={
        <LinkButton to="/porting-requests/new" leftSection={<Icon name="plus" size={14} />}>
          {t('requests.new')}
        </LinkButton>
      }
    >
      <Toolbar
        label={t('requests.filters')}
        end={
          <ColumnPicker
            columns={columns}
            hidden={hidden}
            onChange={(next) => change({ hide: next.join(',') || undefined })}
          />
        }
      >
        <SearchField
          label={t('requests.search')}
          value={q ?? ''}
          onSearch={(text) => change({ q: text || undefined })}
        />
      </Toolbar>
      <TabBar
        label={t('nav.requests')}
        tabs={(Object.keys(TABS) as Tab[]).map((value) => ({ value, label: t(TABS[value]) }))}
        value={tab}
        onChange={(value) => change({ tab: value === 'all' ? undefined : value })}
      />
      <NewRowsBanner count={news.arrived} onShow={news.show} />
      {read.failure ? (
        <Failed failure={read.failure} onRetry={read.refresh} />
      ) : read.loading ? (
        <SkeletonRows rows={12} />
      ) : (
        <DataTable
          label={t('nav.requests')}
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
              title={t(q ? 'requests.noMatch' : 'requests.none')}
              text={q ? undefined : t('requests.noneText')}
            />
          }
        />
      )}
      <ListFoot>
        <span className="tabular">
          {t('numbers.shown', { shown: rows.length, total: connection?.totalCount ?? rows.length })}
        </span>
        {after && (
          <LinkButton
            from="/porting-requests"
            search={(before) => ({ ...before, after: undefined })}
            variant="subtle"
            size="compact-sm"
          >
            {t('ui.firstPage')}
          </LinkButton>
        )}
        {connection?.pageInfo.hasNextPage && (
          <LinkButton
            from="/porting-requests"
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

/** Rows on the screen change through the cache; requests that came in wait for the banner. */
function useRequestNews(cursor: string | undefined, rows: readonly RequestRowFragment[], refresh: () => void) {
  const [arrived, setArrived] = useState<ReadonlySet<string>>(new Set());
  const shown = useMemo(() => new Set(rows.map((row) => row.id)), [rows]);
  useFeed(PortingRequestsChangedDocument, cursor, { batchMs: 150 }, ({ portingRequestChanged: page }) => {
    if (page.__typename !== 'PortingRequestsPage') return;
    const fresh = page.requests.filter((row) => !shown.has(row.id)).map((row) => row.id);
    if (fresh.length > 0) setArrived((before) => new Set([...before, ...fresh]));
  });
  const show = () => {
    setArrived(new Set());
    refresh();
  };
  return { arrived: [...arrived].filter((id) => !shown.has(id)).length, show };
}
