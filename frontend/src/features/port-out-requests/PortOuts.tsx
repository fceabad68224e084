import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { IfMay } from '../../actions/IfMay';
import { PortOutRequestsChangedDocument, PortOutRequestsDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { useArrivals, useList } from '../../lib/list';
import { useFeed, useRead } from '../../lib/query';
import { useSession } from '../../lib/session';
import { PORT_OUT_ROWS, portOutColumns } from '../../subjects/portOuts';
import { Icon } from '../../ui/Icon';
import { ListPage, useListAddress } from '../../ui/ListPage';
import { SearchField } from '../../ui/SearchField';
import { EmptyState } from '../../ui/states';
import { ReceivePortOut } from './ReceivePortOut';
import { isUnderWay, portOutsOf, portOutTabOf, portOutTabs, type Tab } from './tabs';

const route = getRouteApi('/app/port-out-requests');
const PAGE = 100;
/** The status says who has to act, and to staff their tabs; what deserves a look takes the place. */
const HIDES: readonly string[] = ['waiting'];
const STAFF_HIDES: readonly string[] = ['waiting', 'updated'];

/** Numbers that others want: what is to be decided first, by how little time is left. */
export function PortOuts() {
  const i18n = useI18n();
  const { t } = i18n;
  const { staff } = useSession();
  const address = useListAddress(route);
  const { q, after } = address.search;
  const tab = portOutTabOf(address.search.tab);
  const { list, arrivals } = usePortOuts(tab, q, after);
  const columns = useMemo(() => portOutColumns(i18n, staff), [i18n, staff]);
  const navigate = route.useNavigate();
  const onOpen = useCallback(
    ({ id }: { id: string }) => void navigate({ to: '/port-out-requests/$id', params: { id } }),
    [navigate],
  );
  return (
    <ListPage
      title={t('nav.portOuts')}
      actions={<Receive onReceived={onOpen} />}
      address={address}
      list={list}
      arrivals={arrivals}
      table={{ ...PORT_OUT_ROWS, columns, onOpen }}
      hides={staff ? STAFF_HIDES : HIDES}
      tools={{
        label: t('portOut.filters'),
        filters: (
          <SearchField
            label={t('portOut.search')}
            value={q ?? ''}
            onSearch={(text) => address.ask({ q: text || undefined })}
          />
        ),
      }}
      tabs={{
        tabs: portOutTabs(staff).map(([value, label]) => ({ value, label: t(label) })),
        value: tab,
        onChange: (value) => address.ask({ tab: value === 'open' ? undefined : value }),
      }}
      empty={
        <EmptyState
          icon="arrowOut"
          title={t(q ? 'requests.noMatch' : tab === 'release' ? 'portOut.nothingToRelease' : 'portOut.none')}
          text={q ? undefined : t(tab === 'release' ? 'portOut.nothingToReleaseText' : 'portOut.noneText')}
        />
      }
    />
  );
}

/** What other carriers ask for by letter or mail is written down by staff. */
function Receive({ onReceived }: { onReceived: (request: { id: string }) => void }) {
  const { t } = useI18n();
  const [receiving, setReceiving] = useState(false);
  return (
    <IfMay permission="PORT_OUT_REQUEST_RECEIVE">
      <Button leftSection={<Icon name="plus" size={14} />} onClick={() => setReceiving(true)}>
        {t('portOut.receive')}
      </Button>
      {receiving && <ReceivePortOut onReceived={onReceived} onClose={() => setReceiving(false)} />}
    </IfMay>
  );
}

/** Rows on the screen change through the cache; requests that came in wait for the banner. */
function usePortOuts(tab: Tab, q: string | undefined, after: string | undefined) {
  const variables = useMemo(
    () => ({
      first: PAGE,
      after: after ?? null,
      filter: { ...portOutsOf(tab), search: q ?? null },
      orderBy: isUnderWay(tab) ? ('EXPIRES_ASC' as const) : ('UPDATED_DESC' as const),
    }),
    [tab, q, after],
  );
  const read = useRead(PortOutRequestsDocument, variables);
  const list = useList(read, read.data?.portOutRequests);
  const arrivals = useArrivals(list);
  useFeed(
    PortOutRequestsChangedDocument,
    read.data?.journalCursor,
    { batchMs: 150 },
    ({ portOutRequestChanged: page }) => {
      if (page.__typename === 'PortOutRequestsPage') arrivals.note(page.requests);
    },
  );
  return { list, arrivals };
}
