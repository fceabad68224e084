import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { ShortTable } from './ShortTable';
import { renderUi } from './testing';

const ROWS = [
  { id: 'a', name: 'row a' },
  { id: 'b', name: 'row b' },
];
const COLUMNS = [
  { id: 'name', header: 'Name', width: 100, fixed: true, cell: (row: (typeof ROWS)[0]) => row.name },
  { id: 'key', header: 'Key', width: 80, cell: (row: (typeof ROWS)[0]) => row.id },
];

test('draws all of its rows and what is not hidden of them, selects nothing, and opens one by the keyboard', async () => {
  const onOpen = vi.fn();
  renderUi(
    <ShortTable
      label="Rows"
      rows={ROWS}
      columns={COLUMNS}
      hidden={['key', 'name']}
      rowId={(row) => row.id}
      rowName={(row) => row.name}
      onOpen={onOpen}
    />,
  );
  expect(screen.getAllByRole('row').map((row) => row.textContent)).toEqual(['Name', 'row a', 'row b']);
  expect(screen.queryByRole('checkbox')).toBeNull();
  expect(screen.getByRole('grid')).not.toHaveAttribute('aria-multiselectable');
  await userEvent.tab();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
  expect(onOpen).toHaveBeenCalledWith(ROWS[1]);
});
