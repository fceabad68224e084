import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { usePreferences } from '../../lib/preferences';
import { Frame, useNarrow } from './Frame';
import { SelectAll, SelectCell } from './Select';
import { type DataTableProps, ROW_HEIGHT } from './types';
import { useFocusRow } from './useFocusRow';
import { useTableModel } from './useTableModel';

const NOTHING: ReadonlySet<string> = new Set();

/** A dense table for a desk: virtual rows, keyboard, selection; live rows change in place and never jump. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { selected = NOTHING, hidden = [] } = props;
  const { density } = usePreferences();
  const narrow = useNarrow(props);
  const whole = narrow || props.inline === true;
  const scroller = useRef<HTMLDivElement>(null);
  const { columns, toggle, every } = useTableModel(props, selected, hidden);
  const height = ROW_HEIGHT[density];
  const virtualizer = useVirtualizer({
    count: props.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 8,
    enabled: !whole,
  });
  const focusRow = useFocusRow(scroller, whole ? undefined : virtualizer);
  return (
    <Frame
      table={props}
      columns={columns}
      scroller={scroller}
      focusRow={focusRow}
      selection={props.onSelect && { selected, toggle, Cell: SelectCell, all: <SelectAll {...every} /> }}
      some={whole ? undefined : { height: virtualizer.getTotalSize(), items: virtualizer.getVirtualItems() }}
    />
  );
}
