import { Checkbox } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import {
  columnVisibilityFeature,
  createColumnHelper,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useCallback, useMemo, useRef } from 'react';
import { useI18n } from '../../i18n';
import { usePreferences } from '../../lib/preferences';
import { BodyRow } from './BodyRow';
import classes from './DataTable.module.css';
import { HeaderCell } from './HeaderCell';
import { type Column, ROW_HEIGHT, type Sort } from './types';
import { useActiveRow } from './useActiveRow';
import { useRowFlash } from './useRowFlash';

export interface DataTableProps<Row> {
  label: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowId: (row: Row) => string;
  /** How a row is called aloud, for its checkbox. */
  rowName: (row: Row) => string;
  /** Moves on with each change of the row; a change under the reader's eyes is highlighted. */
  rowVersion?: (row: Row) => string | number;
  /** What a row looks like on a phone, in place of its cells. */
  card?: (row: Row) => ReactNode;
  hidden?: readonly string[];
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  selected?: ReadonlySet<string>;
  onSelect?: (selected: ReadonlySet<string>) => void;
  onOpen?: (row: Row) => void;
  /** Whether j, k, x and o act on this table; a page has one such table. */
  keys?: boolean;
  /** Shown in place of rows when there are none. */
  empty?: ReactNode;
  /** The table takes what its content needs in place of scrolling by itself. */
  inline?: boolean;
}

const features = tableFeatures({ rowSelectionFeature, columnVisibilityFeature });
const NOTHING: ReadonlySet<string> = new Set();
const SELECT_WIDTH = 40;

/** A dense table for a desk: virtual rows, keyboard, selection; live rows change in place and never jump. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { rows, rowId, selected = NOTHING, onSelect, onOpen, hidden = [], keys = false } = props;
  const { t } = useI18n();
  const { density } = usePreferences();
  const narrow = useMediaQuery('(max-width: 48em)') && props.card !== undefined;
  const scroller = useRef<HTMLDivElement>(null);
  const { table, columns } = useTableModel(props, selected, hidden);
  const ids = useMemo(() => rows.map(rowId), [rows, rowId]);
  const height = ROW_HEIGHT[density];
  const whole = narrow || props.inline === true;
  const virtualizer = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 8,
    enabled: !whole,
  });
  useRowFlash(scroller, rows, rowId, props.rowVersion);

  const focusRow = useCallback(
    (index: number) => {
      if (!whole) virtualizer.scrollToIndex(index, { align: 'auto' });
      // The row may only be drawn after the scroll: wait for the frame that has it.
      requestAnimationFrame(() => {
        const row = scroller.current?.querySelector<HTMLElement>(`[aria-rowindex="${index + 2}"]`);
        row?.focus({ preventScroll: !whole });
      });
    },
    [virtualizer, whole],
  );
  const onToggle = useCallback(
    (id: string, event?: unknown) => {
      const row = table.getRow(id);
      if (event) row.getToggleSelectedHandler()(event);
      else row.toggleSelected();
    },
    [table],
  );
  const byId = (id: string) => rows[ids.indexOf(id)];
  const { active, setActive, move } = useActiveRow({
    ids,
    focusRow,
    enabled: keys,
    toggle: onSelect && onToggle,
    open: (id) => {
      const row = byId(id);
      if (row !== undefined) onOpen?.(row);
    },
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const onRow = event.target instanceof HTMLTableRowElement;
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (onRow && event.key === 'Home') move(-ids.length);
    else if (onRow && event.key === 'End') move(ids.length);
    else if (onRow && event.key === ' ' && onSelect && active) onToggle(active);
    else if (onRow && event.key === 'Enter' && active) {
      const row = byId(active);
      if (row !== undefined) onOpen?.(row);
    } else return;
    event.preventDefault();
  };

  const layout = {
    '--columns': [
      onSelect ? `${SELECT_WIDTH}px` : '',
      ...columns.map((c) => `minmax(${c.width}px, ${c.grow ?? 0.001}fr)`),
    ].join(' '),
    '--least': `${columns.reduce((sum, c) => sum + c.width, onSelect ? SELECT_WIDTH : 0)}px`,
  } as React.CSSProperties;
  const bodyRow = (index: number, top: number | null) => {
    const row = rows[index] as Row;
    const id = ids[index] as string;
    return (
      <BodyRow
        key={id}
        id={id}
        row={row}
        name={props.rowName(row)}
        columns={columns}
        card={narrow ? props.card : undefined}
        index={index}
        top={top}
        height={height}
        selectable={onSelect !== undefined}
        selected={selected.has(id)}
        active={active === id}
        focusable={active === id || (active === null && index === 0)}
        onSelect={onToggle}
        onActivate={setActive}
        onOpen={onOpen}
      />
    );
  };
  return (
    <div
      className={classes.frame}
      data-inline={props.inline || undefined}
      data-chosen={selected.size > 0 || undefined}
      ref={scroller}
    >
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows take the focus and can be selected, which is what a grid is
        role="grid"
        aria-label={props.label}
        aria-rowcount={rows.length + 1}
        aria-multiselectable={onSelect ? true : undefined}
        className={classes.grid}
        style={layout}
        data-density={density}
        data-narrow={narrow || undefined}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr aria-rowindex={1} className={classes.header}>
            {onSelect && (
              <th scope="col" className={classes.select}>
                <Checkbox
                  size="xs"
                  checked={ids.length > 0 && table.getIsAllRowsSelected()}
                  indeterminate={table.getIsSomeRowsSelected() && !table.getIsAllRowsSelected()}
                  aria-label={t('ui.selectAll')}
                  onChange={table.getToggleAllRowsSelectedHandler()}
                  classNames={{ root: classes.checkbox }}
                />
              </th>
            )}
            {columns.map((column) => (
              <HeaderCell key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
          </tr>
        </thead>
        {whole ? (
          <tbody>{rows.map((_, index) => bodyRow(index, null))}</tbody>
        ) : (
          <tbody style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
            {virtualizer.getVirtualItems().map((item) => bodyRow(item.index, item.start))}
          </tbody>
        )}
      </table>
      {rows.length === 0 && props.empty}
    </div>
  );
}

function useTableModel<Row>(props: DataTableProps<Row>, selected: ReadonlySet<string>, hidden: readonly string[]) {
  const { columns, rows, rowId, onSelect } = props;
  const definitions = useMemo(() => {
    const helper = createColumnHelper<typeof features, Row & object>();
    return columns.map((column) =>
      helper.display({ id: column.id, header: column.header, enableHiding: !column.fixed }),
    );
  }, [columns]);
  const rowSelection = useMemo(() => Object.fromEntries([...selected].map((id) => [id, true as const])), [selected]);
  const hiddenKey = hidden.join(',');
  const columnVisibility = useMemo(
    () => Object.fromEntries(hiddenKey === '' ? [] : hiddenKey.split(',').map((id) => [id, false])),
    [hiddenKey],
  );
  const table = useTable({
    features,
    columns: definitions,
    data: rows as readonly (Row & object)[],
    getRowId: rowId,
    state: { rowSelection, columnVisibility },
    onRowSelectionChange: (change) => {
      const next = typeof change === 'function' ? change(rowSelection) : change;
      onSelect?.(new Set(Object.keys(next).filter((id) => next[id])));
    },
  });
  const visible = useMemo(
    () => columns.filter((column) => column.fixed || columnVisibility[column.id] !== false),
    [columns, columnVisibility],
  );
  return { table, columns: visible };
}
