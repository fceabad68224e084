import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { IfMay } from '../../actions/IfMay';
import { PortingRequestsChangedDocument, PortingRequestsDocument, type RequestRowFragment } from '../../gql';
import { useI18n } from '../../i18n';
import { useArrivals, useList } from '../../lib/list';
import { useFeed, useRead } from '../../lib/query';
import { useSession } from '../../lib/session';
import { REQUEST_ROWS, requestColumns } from '../../subjects/requests';
import { Icon } from '../../ui/Icon';
import { ListPage, useListAddress } from '../../ui/ListPage';
import { LinkButton } from '../../ui/links';
import { SearchField } from '../../ui/SearchField';
import { EmptyState } from '../../ui/states';
import { TABS, tabFilter, tabOf, tabsOf } from './tabs';

const route = getRouteApi('/app/porting-requests');
const PAGE = 100;
const HIDES = ['submitted'];
const TO_MATCH_HIDES = ['updated', 'next'];

export function PortingRequests() {
  const i18n = useI18n();
  const { t } = i18n;
  const { staff } = useSession();
  const address = useListAddress(route);
  const { q, tab } = address.search;
  const { list, arrivals } = useRequests(address.search);
  const columns = useMemo(() => requestColumns(i18n, staff), [i18n, staff]);
  const navigate = route.useNavigate();
  const onOpen = useCallback(
    (row: RequestRowFragment) => void navigate({ to: '/porting-requests/$id', params: { id: row.id } }),
    [navigate],
  );
  return (
    <ListPage
      title={t('nav.requests')}
      actions={
        <IfMay permission="PORTING_REQUEST_CREATE">
          <LinkButton to="/porting-requests/new" leftSection={<Icon name="plus" size={14} />}>
            {t('requests.new')}
          </LinkButton>
        </IfMay>
      }
      address={address}
      list={list}
      arrivals={arrivals}
      table={{ ...REQUEST_ROWS, columns, onOpen }}
      hides={tabOf(tab) === 'carriers' ? TO_MATCH_HIDES : HIDES}
      tools={{
        label: t('requests.filters'),
        filters: (
          <SearchField
            label={t('requests.search')}
            value={q ?? ''}
            onSearch={(text) => address.ask({ q: text || undefined })}
          />
        ),
      }}
      tabs={{
        tabs: tabsOf(staff).map((value) => ({ value, label: t(TABS[value]) })),
        value: tabOf(tab),
        onChange: (value) => address.ask({ tab: value === 'all' ? undefined : value }),
      }}
      empty={
        <EmptyState title={t(q ? 'requests.noMatch' : 'requests.none')} text={q ? undefined : t('requests.noneText')} />
      }
    />
  );
}

interface RequestsSearch {
  tab?: string;
  q?: string;
  country?: string;
  after?: string;
}

/** Rows on the screen change through the cache; requests that came in wait for the banner. */
function useRequests({ tab, q, country, after }: RequestsSearch) {
  const { role } = useSession();
  const variables = useMemo(
    () => ({
      first: PAGE,
      after: after ?? null,
      filter: { ...tabFilter(tabOf(tab), role), search: q ?? null, country: country ?? null },
      orderBy: tabOf(tab) === 'carriers' ? ('SUBMITTED_ASC' as const) : ('UPDATED_DESC' as const),
    }),
    [tab, role, q, country, after],
  );
  const read = useRead(PortingRequestsDocument, variables);
  const list = useList(read, read.data?.portingRequests);
  const arrivals = useArrivals(list);
  useFeed(
    PortingRequestsChangedDocument,
    read.data?.journalCursor,
    { batchMs: 150 },
    ({ portingRequestChanged: page }) => {
      if (page.__typename === 'PortingRequestsPage') arrivals.note(page.requests);
    },
  );
  return { list, arrivals };
}
