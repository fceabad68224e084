import { useMediaQuery } from '@mantine/hooks';
import { type ComponentType, type CSSProperties, type ReactNode, type RefObject, useMemo } from 'react';
import { usePreferences } from '../../lib/preferences';
import { BodyRow } from './BodyRow';
import classes from './DataTable.module.css';
import { Grid } from './Grid';
import { Head } from './Head';
import { type Column, ROW_HEIGHT, type SelectCellProps, type TableProps } from './types';
import { useRowFlash } from './useRowFlash';
import { useTableKeys } from './useTableKeys';

/** What can be selected, and by what; a table without it draws no checkbox. */
interface Selection {
  selected: ReadonlySet<string>;
  toggle: (id: string, event?: unknown) => void;
  Cell: ComponentType<SelectCellProps>;
  /** The header's checkbox, for all rows. */
  all: ReactNode;
}

interface FrameProps<Row> {
  table: TableProps<Row> & { inline?: boolean; keys?: boolean; empty?: ReactNode };
  columns: readonly Column<Row>[];
  scroller: RefObject<HTMLDivElement | null>;
  focusRow: (index: number) => void;
  selection?: Selection;
  /** Those of the rows that are drawn, where it is not all of them. */
  some?: { height: number; items: readonly { index: number; start: number }[] };
}

const NOTHING: ReadonlySet<string> = new Set();
const SELECT_WIDTH = 40;

/** What tables have in common: the grid, its head and rows, the keyboard, and rows that flash as they change. */
export function Frame<Row>({ table, columns, scroller, focusRow, selection, some }: FrameProps<Row>) {
  const { rows, rowId } = table;
  const { density } = usePreferences();
  const narrow = useNarrow(table);
  const ids = useMemo(() => rows.map(rowId), [rows, rowId]);
  const selected = selection?.selected ?? NOTHING;
  useRowFlash(scroller, rows, rowId, table.rowVersion);
  const { active, setActive, onKeyDown } = useTableKeys(table, ids, focusRow, selection?.toggle);
  const bodyRow = (index: number, top: number | null) => {
    const row = rows[index] as Row;
    const id = ids[index] as string;
    return (
      <BodyRow
        key={id}
        id={id}
        row={row}
        name={table.rowName(row)}
        columns={columns}
        card={narrow ? table.card : undefined}
        index={index}
        top={top}
        height={ROW_HEIGHT[density]}
        SelectCell={selection?.Cell}
        selected={selected.has(id)}
        active={active === id}
        focusable={active === id || (active === null && index === 0)}
        onSelect={selection?.toggle}
        onActivate={setActive}
        onOpen={table.onOpen}
      />
    );
  };
  return (
    <div
      className={classes.frame}
      data-inline={table.inline || undefined}
      data-chosen={selected.size > 0 || undefined}
      ref={scroller}
    >
      <Grid
        label={table.label}
        count={rows.length}
        selectable={selection !== undefined}
        narrow={narrow}
        style={layoutOf(columns, selection !== undefined)}
        onKeyDown={onKeyDown}
      >
        <Head columns={columns} sort={table.sort} onSort={table.onSort} every={selection?.all} />
        {some ? (
          <tbody style={{ height: some.height, position: 'relative' }}>
            {some.items.map((item) => bodyRow(item.index, item.start))}
          </tbody>
        ) : (
          <tbody>{rows.map((_, index) => bodyRow(index, null))}</tbody>
        )}
      </Grid>
      {rows.length === 0 && table.empty}
    </div>
  );
}

/** On a phone each row is a card, where the table has any. */
export function useNarrow<Row>({ card }: Pick<TableProps<Row>, 'card'>): boolean {
  return useMediaQuery('(max-width: 48em)') && card !== undefined;
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
