import { Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import type { NumberRowFragment } from '../../gql';
import { useI18n } from '../../i18n';
import { useSession } from '../../lib/session';
import { numberSetting } from '../../subjects/numbers/bulk';
import { NUMBER_ROWS, numberColumns } from '../../subjects/numbers/columns';
import { LazyNumberDrawer } from '../../subjects/numbers/LazyNumberDrawer';
import { SelectionBar } from '../../subjects/numbers/SelectionBar';
import { useSelection } from '../../subjects/numbers/useSelection';
import { LiveControls, useHeldRows } from '../../ui/DataTable';
import { ListPage, NothingFound, useListAddress } from '../../ui/ListPage';
import { LinkButton } from '../../ui/links';
import { EmptyState } from '../../ui/states';
import { NumberFilters } from './NumberFilters';
import { sortOf, sortText } from './ordering';
import { useNumbersList } from './useNumbersList';

const route = getRouteApi('/app/porting-numbers');
const rowId = (row: NumberRowFragment) => row.id;
const HIDES = ['profile', 'attempt'];
const NO_FILTER = { status: undefined, q: undefined, waiting: undefined, focFrom: undefined, focTo: undefined };

/** Every porting number one may see, across all requests, changing live. */
export function PortingNumbers() {
  const i18n = useI18n();
  const { t } = i18n;
  const { staff } = useSession();
  const address = useListAddress(route);
  const { search, ask, show } = address;
  const { list, arrivals, everyMatch } = useNumbersList(search);
  const [paused, setPaused] = useState(false);
  const { rows, held } = useHeldRows(list.rows, rowId, paused);
  const selection = useSelection(list.rows, everyMatch);
  const columns = useMemo(() => numberColumns(i18n, { withAccount: staff, withRequest: true }), [i18n, staff]);
  const onOpen = useCallback((row: NumberRowFragment) => show({ open: row.id }), [show]);
  return (
    <ListPage
      title={t('nav.numbers')}
      address={address}
      list={{ ...list, rows }}
      arrivals={{ ...arrivals, count: paused ? 0 : arrivals.count }}
      table={{
        ...NUMBER_ROWS,
        columns,
        sort: sortOf(search.sort),
        onSort: (next) => ask({ sort: sortText(next) }),
        selected: selection.ids,
        onSelect: selection.select,
        onOpen,
      }}
      hides={HIDES}
      tools={{
        label: t('numbers.filters'),
        filters: <NumberFilters search={search} onChange={ask} />,
        view: <LiveControls paused={paused} held={held} onPause={setPaused} />,
      }}
      bulk={
        <SelectionBar
          kind="portingNumber"
          selection={selection}
          settingOf={numberSetting}
          onDone={selection.moved}
          total={list.page?.total}
        />
      }
      empty={
        Object.keys(NO_FILTER).some((name) => search[name as keyof typeof NO_FILTER]) ? (
          <NothingFound title={t('numbers.noMatch')} onClear={() => ask(NO_FILTER)} />
        ) : (
          <NoNumbers />
        )
      }
    >
      <LazyNumberDrawer id={search.open} onClose={() => show({ open: undefined })} />
    </ListPage>
  );
}

function NoNumbers() {
  const { t } = useI18n();
  return (
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
