import { expectAccessible } from './looks';
import { portOut } from './orders';
import { confirm, expect, expectNoReload, heading, live, mark, PATHS, row, test, visit } from './portico';

test('the list counts down, and what comes in waits behind a banner', async ({ as, api }) => {
  const staff = await api('femke');
  await portOut(staff);
  const page = await as('anna');
  await visit(page, PATHS.portOuts, 'Port-outs');
  await live(page);
  const waiting = page.getByRole('row').filter({ hasText: 'Action required' });
  await expect(waiting.first()).toContainText(/\d+ (day|days|h|min)/);
  expect(await waiting.count(), 'the demo and this test each have one to decide').toBeGreaterThanOrEqual(2);
  await mark(page);

  const asked = await portOut(staff);

  await expect(row(page, asked.reference)).toHaveCount(0);
  await page.getByRole('button', { name: /1 new row/ }).click();
  await expect(row(page, asked.reference)).toContainText('Polder Telecom');
  await expectNoReload(page);
});

test('a customer approves: the consequence is stated, and nothing is billed before staff agree', async ({
  as,
  api,
}) => {
  test.slow();
  const asked = await portOut(await api('femke'), 2);
  const page = await as('anna');
  await visit(page, PATHS.portOuts, 'Port-outs');
  await row(page, asked.reference).getByRole('link', { name: asked.reference }).click();
  await expect(heading(page, asked.reference)).toBeVisible();
  await live(page);
  for (const number of asked.numbers) await expect(page.getByText(number).first()).toBeVisible();
  await expect(page.getByText('Hotel De Test')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Timeline' })).toContainText('Opened for the first time');
  await page.getByRole('button', { name: 'Approve' }).click();
  const dialog = page.getByRole('dialog', { name: 'Approve' });
  await expect(dialog).toContainText('Nothing is billed now');
  for (const number of asked.numbers) await expect(dialog).toContainText(number);
  await confirm(page, 'Approve');
  await expect(page.getByText('Approved', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve' })).toHaveCount(0);
  await expect(page.getByText('Fee billed')).toHaveCount(0);

  // The second approval, by somebody who did not receive it: order and fee, once; the release waits for its day.
  const desk = await as('priya');
  await visit(desk, `${PATHS.portOuts}/${asked.id}`, asked.reference);
  await desk.getByRole('button', { name: 'Approve release' }).click();
  await expect(desk.getByRole('dialog')).toContainText('bills the fee to the customer, once');
  await confirm(desk, 'Approve release');
  await expect(desk.getByText('Fee billed', { exact: true }).first()).toBeVisible();
  await expect(desk.getByText('€25.00')).toBeVisible();
  const release = desk.getByRole('button', { name: 'Release numbers' });
  await expect(release).toHaveAttribute('aria-disabled', 'true');
  await release.hover();
  await expect(desk.getByRole('tooltip').filter({ hasText: /release/i })).toBeVisible();

  // The customer sees order and fee come, without asking.
  await expect(page.getByText('Fee billed', { exact: true }).first()).toBeVisible();
});

test('a customer rejects with a reason, and the numbers stay', async ({ as, api }) => {
  const staff = await api('femke');
  const asked = await portOut(staff);
  const page = await as('anna');
  await visit(page, `${PATHS.portOuts}/${asked.id}`, asked.reference);
  await page.getByRole('button', { name: 'Reject' }).click();
  const dialog = page.getByRole('dialog', { name: 'Reject' });
  const reject = dialog.getByRole('button', { name: 'Reject' });
  await expect(dialog).toContainText('The numbers stay here.');
  await expect(reject).toBeDisabled();
  // Something else needs a comment, a named reason does not.
  await dialog.getByRole('radio', { name: /^Something else is wrong/ }).check();
  await expect(reject).toBeDisabled();
  await dialog.getByRole('radio', { name: /name is not the account holder/ }).check();
  await expectAccessible(page);
  await confirm(page, 'Reject');
  await expect(page.getByText('Rejected', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: /Approve|Reject/ })).toHaveCount(0);
  await expect(page.getByRole('list', { name: 'Timeline' })).toContainText('Rejected by the customer');
  const { phoneNumbers } = await staff.ask<{ phoneNumbers: { edges: { node: { status: string } }[] } }>(
    'query($search: String!) { phoneNumbers(first: 1, filter: { search: $search }) { edges { node { status } } } }',
    { search: asked.numbers[0] },
  );
  expect(phoneNumbers.edges[0]?.node.status).toBe('ACTIVE');
});

test('a viewer sees a port-out but has nothing to press', async ({ as, api }) => {
  const asked = await portOut(await api('femke'));
  const page = await as('lotte');
  await visit(page, `${PATHS.portOuts}/${asked.id}`, asked.reference);
  await expect(page.getByRole('button', { name: /Approve|Reject/ })).toHaveCount(0);
});
