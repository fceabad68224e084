export { ColumnPicker } from './ColumnPicker';
export { DataTable } from './DataTable';
export { LiveControls, NewRowsBanner } from './LiveControls';
export type { Column, DataTableProps, Sort } from './types';
export { useHeldRows } from './useHeldRows';
