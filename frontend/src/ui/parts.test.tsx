import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { ConnectionBadge } from './ConnectionBadge';
import { Countdown } from './Countdown';
import { Facts } from './Facts';
import { FilterMenu } from './FilterMenu';
import { ErrorState } from './states';
import { Timeline } from './Timeline';
import { renderUi } from './testing';

test('a failed read names the request id and can be tried again', async () => {
  const onRetry = vi.fn();
  renderUi(<ErrorState kind="server" requestId="req-42" onRetry={onRetry} />);
  expect(screen.getByText('req-42')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(onRetry).toHaveBeenCalled();
});

test('a deadline that has passed says so', () => {
  renderUi(<Countdown until="2020-01-01T00:00:00Z" />);
  expect(screen.getByText('Time is up')).toBeInTheDocument();
});

test('the connection is told in words', () => {
  renderUi(<ConnectionBadge state="offline" />);
  expect(screen.getByRole('status')).toHaveTextContent('Offline');
});

test('facts without a value are left out', () => {
  renderUi(
    <Facts
      facts={[
        { label: 'Here', value: 'x' },
        { label: 'Gone', value: null },
      ]}
    />,
  );
  expect(screen.getByText('Here')).toBeInTheDocument();
  expect(screen.queryByText('Gone')).toBeNull();
});

test('a timeline says what, who, when and why', () => {
  const entry = {
    id: '1',
    at: '2026-12-03T09:00:00Z',
    title: 'FOC date confirmed',
    who: 'Femke',
    role: 'Staff',
    reason: 'Agreed by phone.',
  };
  renderUi(<Timeline label="Timeline" entries={[entry]} />);
  const line = screen.getByRole('listitem');
  expect(line).toHaveTextContent('FOC date confirmed');
  expect(line).toHaveTextContent('Agreed by phone.');
  expect(line).toHaveTextContent('Femke (Staff)');
});

test('a filter says what it filters by', async () => {
  const onChange = vi.fn();
  const options = [
    { value: 'a', label: 'Alpha' },
    { value: 'b', label: 'Beta' },
  ];
  renderUi(<FilterMenu label="Status" options={options} chosen={['a']} onChange={onChange} />);
  await userEvent.click(screen.getByRole('button', { name: 'Status: Alpha' }));
  await userEvent.click(await screen.findByRole('menuitemcheckbox', { name: 'Beta' }));
  expect(onChange).toHaveBeenCalledWith(['a', 'b']);
});
