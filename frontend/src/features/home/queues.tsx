import { Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useCallback, useMemo } from 'react';
import type {
  NumberRowFragment,
  NumbersListFragment,
  PortOutRowFragment,
  PortOutsListFragment,
  RequestRowFragment,
  RequestsListFragment,
} from '../../gql';
import { useI18n } from '../../i18n';
import { COUNTED_UP_TO } from '../../lib/list';
import { useSession } from '../../lib/session';
import { NUMBER_ROWS, numberColumns } from '../../subjects/numbers/columns';
import { PORT_OUT_ROWS, portOutColumns } from '../../subjects/portOuts';
import { REQUEST_ROWS, requestColumns } from '../../subjects/requests';
import type { TableProps } from '../../ui/DataTable/types';
import { LinkAnchor } from '../../ui/links';
import { Section } from '../../ui/Page';
import { ShortTable } from '../../ui/ShortTable';

interface QueueProps<List> {
  title: string;
  text?: string;
  list: List;
  /** How many there are, where the list goes on behind what was read of it. */
  count: number;
}

const NUMBER_HIDDEN = ['profile', 'attempt', 'waiting', 'updated'];
const OTHER_HIDDEN = ['waiting', 'carrier', 'requested', 'submitted'];
const TO_MATCH_HIDDEN = ['waiting', 'next', 'updated'];

interface NumberQueueProps extends QueueProps<NumbersListFragment> {
  /** The same list in the workspace. */
  search: { status: string; sort?: string };
  /** Nothing is to be done about these: an empty one says so instead of vanishing. */
  quiet?: boolean;
}

export function NumberQueue({ search, quiet, ...queue }: NumberQueueProps) {
  const i18n = useI18n();
  const { staff } = useSession();
  const navigate = useNavigate();
  const columns = useMemo(() => numberColumns(i18n, { withAccount: staff, withRequest: true }), [i18n, staff]);
  const onOpen = useCallback(
    (row: NumberRowFragment) => void navigate({ to: '/porting-numbers', search: { ...search, open: row.id } }),
    [navigate, search],
  );
  return (
    <Queue
      {...queue}
      table={{ ...NUMBER_ROWS, columns, onOpen, hidden: NUMBER_HIDDEN }}
      none={quiet && i18n.t('home.noneMoving')}
      all={(label) => (
        <LinkAnchor to="/porting-numbers" search={search} size="sm">
          {label}
        </LinkAnchor>
      )}
    />
  );
}

/** Requests by what is to be done about them; those whose carrier is to be matched say which, and how long they wait. */
export function RequestQueue({
  tab = 'action',
  ...queue
}: QueueProps<RequestsListFragment> & { tab?: 'action' | 'carriers' }) {
  const i18n = useI18n();
  const { staff } = useSession();
  const navigate = useNavigate();
  const columns = useMemo(() => requestColumns(i18n, staff), [i18n, staff]);
  const onOpen = useCallback(
    (row: RequestRowFragment) => void navigate({ to: '/porting-requests/$id', params: { id: row.id } }),
    [navigate],
  );
  return (
    <Queue
      {...queue}
      table={{ ...REQUEST_ROWS, columns, onOpen, hidden: tab === 'carriers' ? TO_MATCH_HIDDEN : OTHER_HIDDEN }}
      all={(label) => (
        <LinkAnchor to="/porting-requests" search={{ tab }} size="sm">
          {label}
        </LinkAnchor>
      )}
    />
  );
}

export function PortOutQueue(queue: QueueProps<PortOutsListFragment>) {
  const i18n = useI18n();
  const { staff } = useSession();
  const navigate = useNavigate();
  const columns = useMemo(() => portOutColumns(i18n, staff), [i18n, staff]);
  const onOpen = useCallback(
    (row: PortOutRowFragment) => void navigate({ to: '/port-out-requests/$id', params: { id: row.id } }),
    [navigate],
  );
  return (
    <Queue
      {...queue}
      table={{ ...PORT_OUT_ROWS, columns, onOpen, hidden: OTHER_HIDDEN }}
      all={(label) => (
        <LinkAnchor to="/port-out-requests" size="sm">
          {label}
        </LinkAnchor>
      )}
    />
  );
}

const SHOWN = 8;
const byId = (row: { id: string }) => row.id;

interface TableQueueProps<Row>
  extends QueueProps<{ edges: readonly { node: Row }[]; pageInfo: { hasNextPage: boolean } }> {
  table: Omit<TableProps<Row>, 'label' | 'rows' | 'rowId'>;
  /** The link to the whole list. */
  all: (label: string) => ReactNode;
  /** Said in place of the rows; without it an empty queue is not shown. */
  none?: string | false;
}

/** The first rows of a list, and the way to the rest. */
function Queue<Row extends { id: string }>({ title, text, list, count, table, all, none }: TableQueueProps<Row>) {
  const { t } = useI18n();
  const rows = useMemo(() => list.edges.slice(0, SHOWN).map((edge) => edge.node), [list]);
  const read = list.edges.length;
  if (read === 0 && !none) return null;
  // Figures follow what was committed, by some milliseconds: rows that are there are never fewer than there are.
  const total = list.pageInfo.hasNextPage ? Math.max(count, read + 1) : read;
  const way = total > COUNTED_UP_TO ? t('home.allOfMore', { count: COUNTED_UP_TO }) : t('home.all', { count: total });
  return (
    <Section title={title} aside={total > 0 && all(way)}>
      {text && (
        <Text size="sm" c="dimmed" mb="xs">
          {text}
        </Text>
      )}
      {rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      ) : (
        <ShortTable label={title} rows={rows} rowId={byId} {...table} />
      )}
    </Section>
  );
}
