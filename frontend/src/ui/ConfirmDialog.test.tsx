import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { ConfirmDialog } from './ConfirmDialog';
import { renderUi } from './testing';

const dialog = (props: Partial<Parameters<typeof ConfirmDialog>[0]> = {}) => (
  <ConfirmDialog
    opened
    title="Complete"
    consequence="This cannot be undone."
    confirmLabel="Do it"
    onConfirm={vi.fn()}
    onClose={vi.fn()}
    {...props}
  />
);

test('states the consequence and confirms', async () => {
  const onConfirm = vi.fn();
  renderUi(dialog({ onConfirm }));
  expect(screen.getByText('This cannot be undone.')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Do it' }));
  expect(onConfirm).toHaveBeenCalledTimes(1);
});

test('above fifty the number has to be typed', async () => {
  const onConfirm = vi.fn();
  renderUi(dialog({ onConfirm, count: 51 }));
  const button = screen.getByRole('button', { name: 'Do it' });
  expect(button).toBeDisabled();
  await userEvent.type(screen.getByLabelText(/Type 51/), '5');
  expect(button).toBeDisabled();
  await userEvent.type(screen.getByLabelText(/Type 51/), '1');
  await userEvent.click(button);
  expect(onConfirm).toHaveBeenCalledTimes(1);
});

test('is off until its fields are answered, and keeps what was refused in sight', () => {
  renderUi(dialog({ ready: false, problems: ['The FOC date has not come yet.'] }));
  expect(screen.getByRole('button', { name: 'Do it' })).toBeDisabled();
  expect(screen.getByRole('alert')).toHaveTextContent('The FOC date has not come yet.');
});
