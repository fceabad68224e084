import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { type ChargeFilter, ChargesChangedDocument, ChargesDocument, ChargeTotalsDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { useArrivals, useList } from '../../lib/list';
import { useFeed, useRead } from '../../lib/query';
import { useSession } from '../../lib/session';
import { AccountFilter } from '../../subjects/AccountFilter';
import { DayRange } from '../../ui/DayRange';
import { Icon } from '../../ui/Icon';
import { ListPage, useListAddress } from '../../ui/ListPage';
import { ShortTable } from '../../ui/ShortTable';
import { EmptyState } from '../../ui/states';
import { CHARGE_ROWS, chargeColumns, SUM_ROWS, sumColumns } from './columns';

const route = getRouteApi('/app/charges');
const PAGE = 100;
const SUMS = 6;
const HIDES: readonly string[] = [];

interface ChargesSearch {
  from?: string;
  until?: string;
  account?: string;
  after?: string;
}

/** What was charged, line by line: nothing of it is ever changed, what is given back is a line of its own. */
export function Charges() {
  const i18n = useI18n();
  const { t } = i18n;
  const { staff } = useSession();
  const address = useListAddress(route);
  const { search, ask } = address;
  const filter = useFilter(search);
  const { list, arrivals } = useCharges(filter, search.after);
  const columns = useMemo(() => chargeColumns(i18n, staff), [i18n, staff]);
  return (
    <ListPage
      title={t('nav.charges')}
      actions={
        <Button
          variant="default"
          component="a"
          download
          href={sheetOf(search)}
          leftSection={<Icon name="down" size={14} />}
        >
          {t('charge.download')}
        </Button>
      }
      address={address}
      list={list}
      arrivals={arrivals}
      table={{ ...CHARGE_ROWS, columns }}
      hides={HIDES}
      tools={{
        label: t('charge.filters'),
        filters: (
          <>
            <DayRange
              label={t('charge.period')}
              from={search.from}
              to={search.until}
              onChange={({ from, to }) => ask({ from, until: to })}
            />
            <AccountFilter chosen={search.account} onChange={(account) => ask({ account })} />
          </>
        ),
      }}
      notice={<Totals filter={filter} />}
      empty={<EmptyState icon="arrowOut" title={t('charge.none')} text={t('charge.noneText')} />}
    />
  );
}

/** The sums of the newest months. */
function Totals({ filter }: { filter: ChargeFilter }) {
  const i18n = useI18n();
  const variables = useMemo(() => ({ filter }), [filter]);
  const read = useRead(ChargeTotalsDocument, variables);
  const columns = useMemo(() => sumColumns(i18n), [i18n]);
  const rows = read.data?.chargeTotals.slice(0, SUMS) ?? [];
  if (rows.length === 0) return null;
  return <ShortTable {...SUM_ROWS} label={i18n.t('charge.totals')} rows={rows} columns={columns} />;
}

function useFilter({ from, until, account }: ChargesSearch): ChargeFilter {
  return useMemo(
    () => ({ fromDay: from ?? null, untilDay: until ?? null, accountId: account ?? null }),
    [from, until, account],
  );
}

/** Lines that come in wait for the banner. */
function useCharges(filter: ChargeFilter, after: string | undefined) {
  const variables = useMemo(() => ({ first: PAGE, after: after ?? null, filter }), [after, filter]);
  const read = useRead(ChargesDocument, variables);
  const list = useList(read, read.data?.charges);
  const arrivals = useArrivals(list);
  useFeed(ChargesChangedDocument, read.data?.journalCursor, { batchMs: 150 }, ({ chargesChanged: page }) => {
    if (page.__typename === 'ChargesPage') arrivals.note(page.charges);
  });
  return { list, arrivals };
}

/** Where the server hands out the same lines as a sheet. */
function sheetOf({ from, until, account }: ChargesSearch): string {
  const given = Object.entries({ from, until, account }).filter((entry): entry is [string, string] => !!entry[1]);
  return `/charges.csv?${new URLSearchParams(given)}`;
}
