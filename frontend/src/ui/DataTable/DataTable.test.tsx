import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { setPreferences } from '../../lib/preferences';
import { renderUi } from '../testing';
import { type Column, DataTable, LiveControls, NewRowsBanner, type Sort, useHeldRows } from '.';

interface Row {
  id: string;
  name: string;
  version: number;
}

const row = (id: string, name = `row ${id}`, version = 1): Row => ({ id, name, version });
const ROWS = [row('a'), row('b'), row('c')];
const COLUMNS: Column<Row>[] = [
  { id: 'name', header: 'Name', width: 100, fixed: true, sort: 'NAME', cell: (each) => each.name },
  { id: 'version', header: 'Version', width: 80, cell: (each) => each.version },
];
const rowId = (each: Row) => each.id;
const rowName = (each: Row) => each.name;
const rowVersion = (each: Row) => each.version;

interface TestTableProps {
  rows?: readonly Row[];
  hidden?: string[];
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  onOpen?: (row: Row) => void;
  onSelected?: (ids: string[]) => void;
}

function TestTable({ rows = ROWS, onSelected, ...rest }: TestTableProps) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  return (
    <DataTable
      inline
      keys
      label="Rows"
      rows={rows}
      columns={COLUMNS}
      rowId={rowId}
      rowName={rowName}
      rowVersion={rowVersion}
      selected={selected}
      onSelect={(next) => {
        setSelected(next);
        onSelected?.([...next]);
      }}
      {...rest}
    />
  );
}

const names = () =>
  within(screen.getByRole('grid'))
    .getAllByRole('row')
    .slice(1)
    .map((each) => each.querySelectorAll('td')[1]?.textContent);

beforeEach(() => setPreferences({ singleKeys: true }));

describe('the keyboard', () => {
  test('j and k move, x selects, o opens', async () => {
    const onSelected = vi.fn();
    const onOpen = vi.fn();
    renderUi(<TestTable onSelected={onSelected} onOpen={onOpen} />);
    await userEvent.keyboard('jjx');
    expect(onSelected).toHaveBeenLastCalledWith(['b']);
    await userEvent.keyboard('kxo');
    expect(onSelected).toHaveBeenLastCalledWith(['b', 'a']);
    expect(onOpen).toHaveBeenCalledWith(ROWS[0]);
  });

  test('gives the focus to the row it moves to, and Enter opens it', async () => {
    const onOpen = vi.fn();
    renderUi(<TestTable onOpen={onOpen} />);
    await userEvent.keyboard('j');
    await waitFor(() => expect(document.activeElement).toHaveAttribute('data-row-id', 'a'));
    await userEvent.keyboard('{ArrowDown}');
    await waitFor(() => expect(document.activeElement).toHaveAttribute('data-row-id', 'b'));
    await userEvent.keyboard('{Enter}');
    expect(onOpen).toHaveBeenCalledWith(ROWS[1]);
  });

  test('is left alone while somebody types', async () => {
    const onOpen = vi.fn();
    renderUi(
      <>
        <input aria-label="search" />
        <TestTable onOpen={onOpen} />
      </>,
    );
    await userEvent.type(screen.getByLabelText('search'), 'jo');
    expect(onOpen).not.toHaveBeenCalled();
    expect(screen.getByLabelText('search')).toHaveValue('jo');
  });

  test('single keys do nothing when they are switched off', async () => {
    setPreferences({ singleKeys: false });
    const onSelected = vi.fn();
    renderUi(<TestTable onSelected={onSelected} />);
    await userEvent.keyboard('jx');
    expect(onSelected).not.toHaveBeenCalled();
  });
});

describe('selection', () => {
  test('takes a row by its checkbox and all of them by the header’s', async () => {
    const onSelected = vi.fn();
    renderUi(<TestTable onSelected={onSelected} />);
    await userEvent.click(screen.getByRole('checkbox', { name: 'Select row b' }));
    expect(onSelected).toHaveBeenLastCalledWith(['b']);
    await userEvent.click(screen.getByRole('checkbox', { name: 'Select all rows on this page' }));
    expect(onSelected.mock.lastCall?.[0]).toHaveLength(3);
  });

  test('does not open the row', async () => {
    const onOpen = vi.fn();
    renderUi(<TestTable onOpen={onOpen} />);
    await userEvent.click(screen.getByRole('checkbox', { name: 'Select row b' }));
    expect(onOpen).not.toHaveBeenCalled();
    await userEvent.click(screen.getByText('row b'));
    expect(onOpen).toHaveBeenCalledWith(ROWS[1]);
  });
});

describe('columns', () => {
  test('can be hidden, but not the one that says which row it is', () => {
    renderUi(<TestTable hidden={['version', 'name']} />);
    expect(screen.queryByText('Version')).toBeNull();
    expect(names()).toEqual(['row a', 'row b', 'row c']);
  });

  test('are sorted where the server can, and say how', async () => {
    const onSort = vi.fn();
    renderUi(<TestTable sort={{ key: 'NAME', descending: false }} onSort={onSort} />);
    expect(screen.getByRole('columnheader', { name: /Name/ })).toHaveAttribute('aria-sort', 'ascending');
    await userEvent.click(screen.getByRole('button', { name: /Name/ }));
    expect(onSort).toHaveBeenCalledWith({ key: 'NAME', descending: true });
    expect(screen.queryByRole('button', { name: 'Version' })).toBeNull();
  });
});

describe('live rows', () => {
  test('change in place and are highlighted; the others are left alone', () => {
    const animate = vi.fn();
    Element.prototype.animate = animate;
    const { rerender } = renderUi(<TestTable rows={ROWS} />);
    expect(animate).not.toHaveBeenCalled();
    rerender(<TestTable rows={[ROWS[0] as Row, row('b', 'moved b', 2), ROWS[2] as Row]} />);
    expect(names()).toEqual(['row a', 'moved b', 'row c']);
    expect(animate).toHaveBeenCalledTimes(1);
  });

  test('stand still while paused, and what changed behind them is counted', async () => {
    function Paused({ rows }: { rows: readonly Row[] }) {
      const [paused, setPaused] = useState(false);
      const shown = useHeldRows(rows, rowId, paused);
      return (
        <>
          <LiveControls paused={paused} held={shown.held} onPause={setPaused} />
          <TestTable rows={shown.rows} />
        </>
      );
    }
    const { rerender } = renderUi(<Paused rows={ROWS} />);
    await userEvent.click(screen.getByRole('button', { name: 'Pause live' }));
    rerender(<Paused rows={[row('a', 'moved a', 2), ROWS[1] as Row, ROWS[2] as Row]} />);
    expect(names()).toEqual(['row a', 'row b', 'row c']);
    await userEvent.click(screen.getByRole('button', { name: /1 change held/ }));
    expect(names()).toEqual(['moved a', 'row b', 'row c']);
  });

  test('that are new wait behind a banner', async () => {
    const onShow = vi.fn();
    const { rerender } = renderUi(<NewRowsBanner count={0} onShow={onShow} />);
    expect(screen.queryByRole('button')).toBeNull();
    rerender(<NewRowsBanner count={2} onShow={onShow} />);
    await userEvent.click(screen.getByRole('button', { name: /2 new rows/ }));
    expect(onShow).toHaveBeenCalled();
  });
});
