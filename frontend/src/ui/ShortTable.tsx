import { useMemo, useRef } from 'react';
import { Frame } from './DataTable/Frame';
import type { TableProps } from './DataTable/types';
import { useFocusRow } from './DataTable/useFocusRow';

/** A few rows within a page, all of them drawn and none to be selected: what a list takes to scroll and select is not loaded for it. */
export function ShortTable<Row>(props: TableProps<Row>) {
  const { columns, hidden } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const shown = useMemo(
    () => columns.filter((column) => column.fixed || !hidden?.includes(column.id)),
    [columns, hidden],
  );
  return (
    <Frame table={{ ...props, inline: true }} columns={shown} scroller={scroller} focusRow={useFocusRow(scroller)} />
  );
}
