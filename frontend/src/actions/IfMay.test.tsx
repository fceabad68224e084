import { screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { refreshUser } from '../lib/session';
import { renderUi } from '../ui/testing';
import { IfMay, OnlyFor } from './IfMay';

async function signedIn(role: string, ...may: string[]) {
  const answer = { user: { id: 'user_1', role, may }, endsInSeconds: 60 };
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => new Response(JSON.stringify(answer))),
  );
  await refreshUser();
}

function form() {
  renderUi(
    <OnlyFor permission="CARRIER_CHANGE">
      <input aria-label="Name" />
      <IfMay permission="CARRIER_CHANGE">
        <button type="submit">Save</button>
      </IfMay>
    </OnlyFor>,
  );
}

afterEach(() => vi.unstubAllGlobals());

test('an agent of the operator found buttons that were refused: what one may not do is not there', async () => {
  await signedIn('STAFF', 'CARRIER_READ_KEPT');
  form();
  expect(screen.queryByRole('button')).toBeNull();
  expect(screen.getByRole('textbox')).toBeDisabled();
  expect(screen.getByText('Only administrators of the operator change this.')).toBeInTheDocument();
});

test('whoever may finds the form as it is', async () => {
  await signedIn('STAFF', 'CARRIER_CHANGE');
  form();
  expect(screen.getByRole('button')).toBeEnabled();
  expect(screen.getByRole('textbox')).toBeEnabled();
  expect(screen.queryByText(/Only administrators/)).toBeNull();
});
