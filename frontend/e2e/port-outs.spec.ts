import { everywhere, expectAccessible } from './looks';
import { portOut, portOutWanted } from './orders';
import { confirm, day, expect, expectNoReload, heading, live, mark, PATHS, row, test, visit } from './portico';

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
  await expect(page.getByText('Hotel De Test').first()).toBeVisible();
  await expect(page.getByRole('list', { name: 'Timeline' })).toContainText('Opened for the first time');
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Approve' });
  await expect(dialog).toContainText('Nothing is billed now');
  for (const number of asked.numbers) await expect(dialog).toContainText(number);
  await confirm(page, 'Approve');
  await expect(page.getByText('Approved', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve', exact: true })).toHaveCount(0);
  await expect(page.getByText('Fee billed')).toHaveCount(0);

  // The second approval, by somebody who did not receive it: order and fee, once; the release waits for its day.
  const desk = await as('priya');
  await visit(desk, `${PATHS.portOuts}/${asked.id}`, asked.reference);
  await desk.getByRole('button', { name: 'Approve release' }).click();
  await expect(desk.getByRole('dialog')).toContainText('bills the fee to the customer, once');
  await confirm(desk, 'Approve release');
  await expect(desk.getByText('Fee billed', { exact: true }).first()).toBeVisible();
  await expect(desk.getByText('€25.00').first()).toBeVisible();
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

test('staff write down what came by letter; the door asks of it what it asks of a machine', async ({
  as,
  api,
  watch,
}, info) => {
  test.slow();
  const { account, numbers } = await portOutWanted(await api('femke'), 2);
  const page = await as('femke');
  await visit(page, PATHS.portOuts, 'Port-outs');
  await page.getByRole('button', { name: 'Record a request' }).click();
  const form = page.getByRole('dialog', { name: 'Record a request' });
  const record = form.getByRole('button', { name: 'Record a request' });
  await record.click();
  await expect(form.getByText('Name the carrier that asks for the numbers.')).toBeVisible();

  // Numbers are read as they are written where the carrier is; what is none is shown beside them.
  const written = numbers.map(({ e164 }) => e164.replace('+31', '0'));
  await form.getByLabel('Numbers asked for').fill([...written, 'room 12'].join('\n'));
  await expect(form.getByText('Name the carrier first')).toBeVisible();
  await form.getByRole('combobox', { name: 'Gaining carrier' }).click();
  await page.getByRole('option', { name: /^Polder Telecom/ }).click();
  await expect(form.getByText('2 numbers read, 1 line cannot be used')).toBeVisible();
  await everywhere(page, info, 'dialog-receive');

  await form.getByLabel("Carrier's reference").fill(`LETTER-${Date.now()}`);
  await form.getByLabel('Account number here').fill('A-1');
  await record.click();
  await expect(form.getByRole('alert')).toContainText('account');
  await form.getByLabel('Requested for').fill('2020-01-06');
  await form.getByLabel('Account number here').fill(account);
  await record.click();
  await expect(form.getByText(/has passed already/)).toBeVisible();
  await form.getByLabel('Requested for').fill(day(5));

  // What was written stays while the connection is gone.
  watch.expect(/net::ERR_FAILED/);
  await page.route('**/graphql', (route) => route.abort());
  await record.click();
  await expect(form.getByRole('alert')).toContainText('No answer from the server');
  await page.unroute('**/graphql');
  await record.click();
  await expect(heading(page, /^PO-/)).toBeVisible();
  for (const { display } of numbers) await expect(page.getByText(display).first()).toBeVisible();
  await expect(page.getByText('Action required', { exact: true }).first()).toBeVisible();
  await page.goBack();
  await expect(heading(page, 'Port-outs')).toBeVisible();
  await expect(form).toHaveCount(0);
});

test('no customer finds a way to record a port-out', async ({ as }) => {
  const page = await as('anna');
  await visit(page, PATHS.portOuts, 'Port-outs');
  await expect(page.getByRole('grid')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Record a request' })).toHaveCount(0);
});
