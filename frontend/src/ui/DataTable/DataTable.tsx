import { useMediaQuery } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, useMemo, useRef } from 'react';
import { usePreferences } from '../../lib/preferences';
import { BodyRow } from './BodyRow';
import classes from './DataTable.module.css';
import { Grid } from './Grid';
import { Head } from './Head';
import { type Column, type DataTableProps, ROW_HEIGHT } from './types';
import { useFocusRow } from './useFocusRow';
import { useRowFlash } from './useRowFlash';
import { useTableKeys } from './useTableKeys';
import { useTableModel } from './useTableModel';

const NOTHING: ReadonlySet<string> = new Set();
const SELECT_WIDTH = 40;

/** A dense table for a desk: virtual rows, keyboard, selection; live rows change in place and never jump. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { rows, rowId, selected = NOTHING, onSelect, hidden = [] } = props;
  const { density } = usePreferences();
  const narrow = useMediaQuery('(max-width: 48em)') && props.card !== undefined;
  const whole = narrow || props.inline === true;
  const selectable = onSelect !== undefined;
  const scroller = useRef<HTMLDivElement>(null);
  const { columns, toggle, every } = useTableModel(props, selected, hidden);
  const ids = useMemo(() => rows.map(rowId), [rows, rowId]);
  const height = ROW_HEIGHT[density];
  const virtualizer = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 8,
    enabled: !whole,
  });
  useRowFlash(scroller, rows, rowId, props.rowVersion);
  const { active, setActive, onKeyDown } = useTableKeys(props, ids, useFocusRow(scroller, virtualizer, whole), toggle);
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
        selectable={selectable}
        selected={selected.has(id)}
        active={active === id}
        focusable={active === id || (active === null && index === 0)}
        onSelect={toggle}
        onActivate={setActive}
        onOpen={props.onOpen}
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
      <Grid
        label={props.label}
        count={rows.length}
        selectable={selectable}
        narrow={narrow}
        style={layoutOf(columns, selectable)}
        onKeyDown={onKeyDown}
      >
        <Head columns={columns} sort={props.sort} onSort={props.onSort} every={selectable ? every : undefined} />
        {whole ? (
          <tbody>{rows.map((_, index) => bodyRow(index, null))}</tbody>
        ) : (
          <tbody style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
            {virtualizer.getVirtualItems().map((item) => bodyRow(item.index, item.start))}
          </tbody>
        )}
      </Grid>
      {rows.length === 0 && props.empty}
    </div>
  );
}

/** The widths of the columns, for the stylesheet: what is left over goes to the columns by their `grow`. */
function layoutOf(columns: readonly Column<never>[], selectable: boolean): CSSProperties {
  const select = selectable ? SELECT_WIDTH : 0;
  return {
    '--columns': [
      selectable ? `${SELECT_WIDTH}px` : '',
      ...columns.map((column) => `minmax(${column.width}px, ${column.grow ?? 0.001}fr)`),
    ].join(' '),
    '--least': `${columns.reduce((sum, column) => sum + column.width, select)}px`,
  } as CSSProperties;
}
