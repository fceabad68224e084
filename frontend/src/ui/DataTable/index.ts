export { ColumnPicker } from './ColumnPicker';
export { DataTable } from './DataTable';
export { LiveControls, NewRowsBanner } from './LiveControls';
export type { Column, Sort } from './types';
export { useHeldRows } from './useHeldRows';
