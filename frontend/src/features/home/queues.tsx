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
import { useUser } from '../../lib/session';
import { NumberCard, numberColumns } from '../../subjects/numbers/columns';
import { PortOutCard, portOutColumns } from '../../subjects/portOuts';
import { RequestCard, requestColumns } from '../../subjects/requests';
import { DataTable } from '../../ui/DataTable';
import { LinkAnchor } from '../../ui/links';
import { Section } from '../../ui/Page';

interface QueueProps<List> {
  title: string;
  text?: string;
  list: List;
}

const SHOWN = 8;
const byId = (row: { id: string }) => row.id;
const byVersion = (row: { version: number }) => row.version;
const numberName = (row: NumberRowFragment) => row.e164;
const reference = (row: { reference: string }) => row.reference;
const numberCard = (row: NumberRowFragment) => <NumberCard row={row} />;
const requestCard = (row: RequestRowFragment) => <RequestCard row={row} />;
const portOutCard = (row: PortOutRowFragment) => <PortOutCard row={row} />;
const NUMBER_HIDDEN = ['profile', 'attempt', 'waiting', 'updated'];
const OTHER_HIDDEN = ['waiting', 'carrier', 'requested'];

interface NumberQueueProps extends QueueProps<NumbersListFragment> {
  /** The same list in the workspace. */
  search: { status: string; sort?: string };
  /** Nothing is to be done about these: an empty one says so instead of vanishing. */
  quiet?: boolean;
}

export function NumberQueue({ title, text, list, search, quiet }: NumberQueueProps) {
  const i18n = useI18n();
  const staff = useUser()?.role === 'STAFF';
  const navigate = useNavigate();
  const columns = useMemo(() => numberColumns(i18n, { withAccount: staff, withRequest: true }), [i18n, staff]);
  const rows = useMemo(() => list.edges.slice(0, SHOWN).map((edge) => edge.node), [list]);
  const open = useCallback(
    (row: NumberRowFragment) => void navigate({ to: '/porting-numbers', search: { ...search, open: row.id } }),
    [navigate, search],
  );
  if (list.totalCount === 0 && !quiet) return null;
  const all = (
    <LinkAnchor to="/porting-numbers" search={search} size="sm">
      {i18n.t('home.all', { count: list.totalCount })}
    </LinkAnchor>
  );
  return (
    <Queue title={title} text={text} all={list.totalCount > 0 && all}>
      {rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          {i18n.t('home.noneMoving')}
        </Text>
      ) : (
        <DataTable
          inline
          label={title}
          rows={rows}
          columns={columns}
          hidden={NUMBER_HIDDEN}
          rowId={byId}
          rowName={numberName}
          rowVersion={byVersion}
          card={numberCard}
          onOpen={open}
        />
      )}
    </Queue>
  );
}

export function RequestQueue({ title, text, list }: QueueProps<RequestsListFragment>) {
  const i18n = useI18n();
  const staff = useUser()?.role === 'STAFF';
  const navigate = useNavigate();
  const columns = useMemo(() => requestColumns(i18n, staff), [i18n, staff]);
  const rows = useMemo(() => list.edges.slice(0, SHOWN).map((edge) => edge.node), [list]);
  const open = useCallback(
    (row: RequestRowFragment) => void navigate({ to: '/porting-requests/$id', params: { id: row.id } }),
    [navigate],
  );
  if (list.totalCount === 0) return null;
  const all = (
    <LinkAnchor to="/porting-requests" search={{ tab: 'action' }} size="sm">
      {i18n.t('home.all', { count: list.totalCount })}
    </LinkAnchor>
  );
  return (
    <Queue title={title} text={text} all={all}>
      <DataTable
        inline
        label={title}
        rows={rows}
        columns={columns}
        hidden={OTHER_HIDDEN}
        rowId={byId}
        rowName={reference}
        rowVersion={byVersion}
        card={requestCard}
        onOpen={open}
      />
    </Queue>
  );
}

export function PortOutQueue({ title, text, list }: QueueProps<PortOutsListFragment>) {
  const i18n = useI18n();
  const staff = useUser()?.role === 'STAFF';
  const navigate = useNavigate();
  const columns = useMemo(() => portOutColumns(i18n, staff), [i18n, staff]);
  const rows = useMemo(() => list.edges.slice(0, SHOWN).map((edge) => edge.node), [list]);
  const open = useCallback(
    (row: PortOutRowFragment) => void navigate({ to: '/port-out-requests/$id', params: { id: row.id } }),
    [navigate],
  );
  if (list.totalCount === 0) return null;
  const all = (
    <LinkAnchor to="/port-out-requests" size="sm">
      {i18n.t('home.all', { count: list.totalCount })}
    </LinkAnchor>
  );
  return (
    <Queue title={title} text={text} all={all}>
      <DataTable
        inline
        label={title}
        rows={rows}
        columns={columns}
        hidden={OTHER_HIDDEN}
        rowId={byId}
        rowName={reference}
        rowVersion={byVersion}
        card={portOutCard}
        onOpen={open}
      />
    </Queue>
  );
}

interface FrameProps {
  title: string;
  text?: string;
  all: ReactNode;
  children: ReactNode;
}

function Queue({ title, text, all, children }: FrameProps) {
  return (
    <Section title={title} aside={all}>
      {text && (
        <Text size="sm" c="dimmed" mb="xs">
          {text}
        </Text>
      )}
      {children}
    </Section>
  );
}
