import { expect, PASSWORD, PATHS, test, visit } from './portico';

const PIN = '4071';

interface Found {
  portingRequests: { edges: { node: { id: string; reference: string; secretsRevealable: boolean } }[] };
}

test('a PIN is hidden from everybody, and shown to staff who give their password', async ({ as, api }) => {
  const staff = await api('femke');
  const { portingRequests } = await staff.ask<Found>(
    '{ portingRequests(first: 100) { edges { node { id reference secretsRevealable } } } }',
  );
  const request = portingRequests.edges.find((edge) => edge.node.secretsRevealable)?.node;
  if (!request) throw new Error('the demo has no request in progress with a PIN');

  const customer = await as('grace');
  await visit(customer, `${PATHS.requests}/${request.id}`, request.reference);
  await expect(customer.getByText('Given, kept secret').first()).toBeVisible();
  await expect(customer.getByRole('button', { name: 'Show', exact: true })).toHaveCount(0);

  const desk = await as('femke');
  await visit(desk, `${PATHS.requests}/${request.id}`, request.reference);
  await desk.getByRole('button', { name: 'Show', exact: true }).click();
  const dialog = desk.getByRole('dialog');
  const password = dialog.getByLabel(/^Password/);
  await expect(dialog.getByRole('button', { name: 'Show', exact: true })).toBeDisabled();
  await password.fill('not this one');
  await dialog.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('This is not your password.');
  await expect(password).toHaveValue('');
  await password.fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(dialog.getByRole('status')).toHaveText(PIN);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(dialog).toHaveCount(0);
  await expect(desk.getByText(PIN)).toHaveCount(0);
  await expect(desk.getByRole('list', { name: 'Timeline' })).toContainText('A secret was shown to staff');
  await expect(customer.getByRole('list', { name: 'Timeline' })).not.toContainText('A secret was shown');
});
