import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { type NumberRowFragment, PortingNumbersChangedDocument } from '../../gql';
import { useI18n } from '../../i18n';
import { useFeed } from '../../lib/query';
import { numberSetting } from '../../subjects/numbers/bulk';
import { NUMBER_ROWS, numberColumns } from '../../subjects/numbers/columns';
import { LazyNumberDrawer } from '../../subjects/numbers/LazyNumberDrawer';
import { SelectionBar } from '../../subjects/numbers/SelectionBar';
import { useSelection } from '../../subjects/numbers/useSelection';
import { DataTable } from '../../ui/DataTable';
import { LinkButton } from '../../ui/links';
import { Section } from '../../ui/Page';
import type { RequestDetail } from './detail';
import classes from './RequestPage.module.css';

const route = getRouteApi('/app/porting-requests/$id');
const rowId = (row: NumberRowFragment) => row.id;
const HIDDEN = ['carrier', 'waiting'];

interface RequestNumbersProps {
  request: RequestDetail;
  cursor: string;
  onMoved: () => void;
}

/** The numbers of one request, live, with what can be done with them. */
export function RequestNumbers({ request, cursor, onMoved }: RequestNumbersProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useMemo(() => numberColumns(i18n, { withAccount: false, withRequest: false }), [i18n]);
  const rows = useMemo(() => request.numbers.edges.map((edge) => edge.node), [request.numbers]);
  // A long list scrolls by itself, or the documents below it would be pages away.
  const many = rows.length > 14;
  const selection = useSelection(rows);
  // The cache takes the rows in as they come; nothing else is to be done with them here.
  useFeed(PortingNumbersChangedDocument, cursor, { batchMs: 150, requestId: request.id }, () => undefined);
  const open = (id: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, open: id }), replace: true });
  return (
    <Section title={t('request.numbers', { count: request.numberCount })}>
      <div className={classes.numbers} data-many={many || undefined}>
        <DataTable
          inline={!many}
          keys={!search.open}
          label={t('nav.numbers')}
          rows={rows}
          columns={columns}
          hidden={HIDDEN}
          rowId={rowId}
          {...NUMBER_ROWS}
          selected={selection.ids}
          onSelect={selection.select}
          onOpen={(row) => open(row.id)}
        />
      </div>
      {request.numbers.pageInfo.hasNextPage && (
        <LinkButton
          from="/porting-requests/$id"
          search={(before) => ({ ...before, after: request.numbers.pageInfo.endCursor ?? undefined })}
          variant="subtle"
        >
          {t('ui.nextPage')}
        </LinkButton>
      )}
      {search.after && (
        <LinkButton
          from="/porting-requests/$id"
          search={(before) => ({ ...before, after: undefined })}
          variant="subtle"
        >
          {t('ui.firstPage')}
        </LinkButton>
      )}
      <SelectionBar kind="portingNumber" selection={selection} settingOf={numberSetting} onDone={onMoved} />
      <LazyNumberDrawer id={search.open} onClose={() => open(undefined)} />
    </Section>
  );
}
