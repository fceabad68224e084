import {
  columnVisibilityFeature,
  createColumnHelper,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useCallback, useMemo } from 'react';
import type { DataTableProps } from './types';

const features = tableFeatures({ rowSelectionFeature, columnVisibilityFeature });

/** Which columns are shown and which rows are selected, as the table package keeps it. */
export function useTableModel<Row>(
  props: DataTableProps<Row>,
  selected: ReadonlySet<string>,
  hidden: readonly string[],
) {
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
  const toggle = useCallback(
    (id: string, event?: unknown) => {
      const row = table.getRow(id);
      if (event) row.getToggleSelectedHandler()(event);
      else row.toggleSelected();
    },
    [table],
  );
  const every = {
    selected: rows.length > 0 && table.getIsAllRowsSelected(),
    some: table.getIsSomeRowsSelected() && !table.getIsAllRowsSelected(),
    toggle: table.getToggleAllRowsSelectedHandler(),
  };
  return { columns: visible, toggle, every };
}
