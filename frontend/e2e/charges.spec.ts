import { readFile } from 'node:fs/promises';
import { everywhere } from './looks';
import { expect, PATHS, test, visit } from './portico';

interface Handed {
  portOutRequests: { edges: { node: { id: string; reference: string } }[] };
}

test('staff and the account see what was charged with its sums, narrow it to a period and take it as a sheet', async ({
  as,
  api,
}, info) => {
  test.slow();
  const staff = await api('femke');
  const { portOutRequests } = await staff.ask<Handed>(
    '{ portOutRequests(first: 1, filter: { statuses: [APPROVED] }) { edges { node { id reference } } } }',
  );
  const released = portOutRequests.edges[0]?.node;
  if (!released) throw new Error('the demo has no approved port-out');
  await staff.ask('mutation($id: ID!) { portOutRequestStaffApprove(input: { id: $id }) { __typename } }', {
    id: released.id,
  });

  const desk = await as('femke');
  await visit(desk, PATHS.charges, 'Charges');
  await expect(desk.getByRole('link', { name: released.reference })).toBeVisible();
  await expect(desk.getByText('Port-out fee', { exact: true }).first()).toBeVisible();
  await expect(desk.getByText('Order').first()).toBeVisible();
  await everywhere(desk, info, 'charges-staff');

  const fetching = desk.waitForEvent('download');
  await desk.getByRole('link', { name: 'Download CSV' }).click();
  const download = await fetching;
  expect(download.suggestedFilename()).toMatch(/^charges-\d{4}-\d\d-\d\d\.csv$/);
  expect(await readFile(await download.path(), 'utf8')).toContain(released.reference);

  await desk.getByRole('button', { name: 'Period' }).click();
  await desk.getByLabel('To', { exact: true }).fill('2020-01-31');
  await expect(desk.getByText('No charges')).toBeVisible();
  await expect(desk.getByRole('link', { name: 'Download CSV' })).toHaveAttribute('href', /until=2020-01-31/);
});
