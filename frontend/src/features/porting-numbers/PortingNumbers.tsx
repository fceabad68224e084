import { Button, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { ActionBar } from '../../actions/ActionBar';
import type { NumberRowFragment } from '../../gql';
import { useI18n } from '../../i18n';
import { useUser } from '../../lib/session';
import { useTimeZone } from '../../lib/zone';
import { numberSetting, numberSubject } from '../../subjects/numbers/bulk';
import { NumberCard, numberColumns } from '../../subjects/numbers/columns';
import { LazyNumberDrawer } from '../../subjects/numbers/LazyNumberDrawer';
import { BulkBar } from '../../ui/BulkBar';
import { ColumnPicker, DataTable, LiveControls, NewRowsBanner, useHeldRows } from '../../ui/DataTable';
import { Failed } from '../../ui/Failed';
import { LinkButton } from '../../ui/links';
import { Page } from '../../ui/Page';
import { EmptyState, SkeletonRows } from '../../ui/states';
import { ListFoot, Toolbar } from '../../ui/Toolbar';
import { filterOf } from './filter';
import { NumberFilters } from './NumberFilters';
import { orderOf, sortOf, sortText } from './order';
import { useNumbersList } from './useNumbersList';

const route = getRouteApi('/app/porting-numbers');
const rowId = (row: NumberRowFragment) => row.id;
const rowName = (row: NumberRowFragment) => row.e164;
const rowVersion = (row: NumberRowFragment) => row.version;
const card = (row: NumberRowFragment) => <NumberCard row={row} />;

/** Every porting number one may see, across all requests, changing live. */
export function PortingNumbers() {
  const i18n = useI18n();
  const { t } = i18n;
  const user = useUser();
  const timeZone = useTimeZone();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (next: Partial<typeof search>) => void navigate({ search: (before) => ({ ...before, ...next }), replace: true }),
    [navigate],
  );
  const { status, q, waiting, focFrom, focTo, sort, after } = search;
  const variables = useMemo(
    () => ({
      after: after ?? null,
      filter: filterOf({ status, q, waiting, focFrom, focTo }, timeZone),
      orderBy: orderOf(sort),
    }),
    [status, q, waiting, focFrom, focTo, sort, after, timeZone],
  );
  const list = useNumbersList(variables);
  const [paused, setPaused] = useState(false);
  const { rows, held } = useHeldRows(list.rows, rowId, paused);
  const selection = useSelection(list.rows, list.everyMatch);
  const columns = useMemo(
    () => numberColumns(i18n, { withAccount: user?.role === 'STAFF', withRequest: true }),
    [i18n, user],
  );
  const hidden = search.hide?.split(',') ?? DEFAULT_HIDDEN;
  const filtered = [status, q, waiting, focFrom, focTo].some(Boolean);
  const open = useCallback((row: NumberRowFragment) => change({ open: row.id }), [change]);

  return (
    <Page title={t('nav.numbers')} fill>
      <Toolbar
        label={t('numbers.filters')}
        end={
          <>
            <LiveControls paused={paused} held={held} onPause={setPaused} />
            <ColumnPicker
              columns={columns}
              hidden={hidden}
              onChange={(next) => change({ hide: next.join(',') || 'none' })}
            />
          </>
        }
      >
        <NumberFilters search={search} onChange={(next) => change({ ...next, after: undefined })} />
      </Toolbar>
      <NewRowsBanner count={paused ? 0 : list.arrived} onShow={list.showArrived} />
      {list.failure ? (
        <Failed failure={list.failure} onRetry={list.refresh} />
      ) : list.loading ? (
        <SkeletonRows rows={14} />
      ) : (
        <DataTable
          label={t('nav.numbers')}
          rows={rows}
          columns={columns}
          rowId={rowId}
          rowName={rowName}
          rowVersion={rowVersion}
          card={card}
          hidden={hidden}
          sort={sortOf(sort)}
          onSort={(next) => change({ sort: sortText(next), after: undefined })}
          selected={selection.ids}
          onSelect={selection.select}
          onOpen={open}
          keys={!search.open}
          empty={<Empty filtered={filtered} onClear={() => change(NO_FILTER)} />}
        />
      )}
      <BulkBar
        count={selection.rows.length}
        onClear={selection.clear}
        extra={<SelectEvery total={list.total} selection={selection} />}
      >
        <ActionBar
          kind="portingNumber"
          subjects={selection.rows.map(numberSubject)}
          setting={numberSetting(selection.rows)}
          onDone={selection.moved}
        />
      </BulkBar>
      <ListFoot>
        <span className="tabular">{t('numbers.shown', { shown: rows.length, total: list.total ?? rows.length })}</span>
        {after && (
          <LinkButton
            from="/porting-numbers"
            search={(before) => ({ ...before, after: undefined })}
            variant="subtle"
            size="compact-sm"
          >
            {t('ui.firstPage')}
          </LinkButton>
        )}
        {list.pageInfo?.hasNextPage && (
          <LinkButton
            from="/porting-numbers"
            search={(before) => ({ ...before, after: list.pageInfo?.endCursor ?? undefined })}
            variant="subtle"
            size="compact-sm"
          >
            {t('ui.nextPage')}
          </LinkButton>
        )}
      </ListFoot>
      <LazyNumberDrawer id={search.open} onClose={() => change({ open: undefined })} />
    </Page>
  );
}

const DEFAULT_HIDDEN = ['profile', 'attempt'];
const NO_FILTER = {
  status: undefined,
  q: undefined,
  waiting: undefined,
  focFrom: undefined,
  focTo: undefined,
  after: undefined,
};
const NO_IDS: ReadonlySet<string> = new Set();

/** The selected rows: those on the page as they are now, and those of other pages as they were found. */
function useSelection(rows: readonly NumberRowFragment[], everyMatch: () => Promise<NumberRowFragment[]>) {
  const [ids, setIds] = useState<ReadonlySet<string>>(NO_IDS);
  const [others, setOthers] = useState<readonly NumberRowFragment[]>([]);
  const [finding, setFinding] = useState(false);
  const clear = useCallback(() => {
    setIds(NO_IDS);
    setOthers([]);
  }, []);
  // Rows of other pages are as they were found: after a move they are old, and a second verb would be refused.
  const moved = useCallback(() => {
    if (others.length > 0) clear();
  }, [others, clear]);
  const selected = useMemo(() => {
    const here = rows.filter((row) => ids.has(row.id));
    const onPage = new Set(rows.map((row) => row.id));
    return [...here, ...others.filter((row) => !onPage.has(row.id) && ids.has(row.id))];
  }, [rows, ids, others]);
  const selectEvery = async () => {
    setFinding(true);
    try {
      const found = await everyMatch();
      setOthers(found);
      setIds(new Set(found.map((row) => row.id)));
    } finally {
      setFinding(false);
    }
  };
  return { ids, rows: selected, select: setIds, clear, moved, selectEvery, finding };
}

function SelectEvery({ total, selection }: { total: number | undefined; selection: ReturnType<typeof useSelection> }) {
  const { t } = useI18n();
  if (total === undefined || total <= selection.rows.length) return null;
  return (
    <Button variant="subtle" size="compact-sm" loading={selection.finding} onClick={() => void selection.selectEvery()}>
      {t('numbers.selectEvery', { count: Math.min(total, 1000) })}
    </Button>
  );
}

function Empty({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const { t } = useI18n();
  return filtered ? (
    <EmptyState
      icon="search"
      title={t('numbers.noMatch')}
      action={
        <Button variant="default" onClick={onClear}>
          {t('ui.clearFilters')}
        </Button>
      }
    />
  ) : (
    <EmptyState
      icon="numbers"
      title={t('numbers.none')}
      text={t('numbers.noneText')}
      action={
        <LinkButton to="/porting-requests/new">
          <Text span inherit>
            {t('requests.new')}
          </Text>
        </LinkButton>
      }
    />
  );
}
