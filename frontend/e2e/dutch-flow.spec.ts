import { accepted, ready } from './orders';
import { confirm, day, expect, live, PATHS, row, test, visit } from './portico';

const STEM = '+3150123';

test('a customer performs the port when it is ready', async ({ as, api }) => {
  const anna = await api('anna');
  const order = await ready(anna, await api('femke'), { stem: STEM, name: 'Ready to move', count: 2 });
  const page = await as('anna');
  await visit(page, PATHS.home, /Good to see you, Anna/);
  await page.getByRole('region', { name: 'Requests waiting for you' }).getByText('Ready to move').first().click();
  await expect(page.getByText('Ready to be ported').first()).toBeVisible();
  await page.getByRole('button', { name: 'Perform porting' }).click();
  await expect(page.getByRole('dialog')).toContainText('This cannot be undone');
  await confirm(page, 'Perform porting');
  await expect(page.getByText('Completed', { exact: true }).first()).toBeVisible();
  for (const { display } of order.numbers) await expect(row(page, display)).toContainText('Completed');
  await expect(page.getByRole('list', { name: 'Timeline' })).toContainText('Port performed');
  await expect(page.getByRole('button', { name: 'Perform porting' })).toHaveCount(0);
});

test('a customer schedules the port, drops the schedule, and cancels instead', async ({ as, api }) => {
  test.slow();
  const anna = await api('anna');
  const order = await ready(anna, await api('femke'), { stem: STEM, name: 'Not to move', count: 1 });
  const page = await as('anna');
  await visit(page, `${PATHS.requests}/${order.id}`, order.reference);
  const facts = page.getByRole('region', { name: 'Order' });
  await page.getByRole('button', { name: 'Schedule porting' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Port on').fill(day(7));
  await dialog.getByLabel('Time').fill('06:00');
  await confirm(page, 'Schedule porting');
  await expect(facts.getByText('Scheduled')).toBeVisible();
  await page.getByRole('button', { name: 'Schedule porting' }).click();
  await expect(dialog).toContainText('Leave the date empty to drop the schedule.');
  await dialog.getByLabel('Port on').fill('');
  await confirm(page, 'Schedule porting');
  await expect(facts.getByText('Scheduled')).toHaveCount(0);

  await page.getByRole('button', { name: 'Cancel porting' }).click();
  await expect(dialog.getByRole('button', { name: 'Cancel porting' })).toBeDisabled();
  await dialog.getByLabel('Reason').fill('The hotel stays with its carrier.');
  await confirm(page, 'Cancel porting');
  await expect(page.getByText('Canceled', { exact: true }).first()).toBeVisible();
  await expect(row(page, order.numbers[0]?.display ?? '')).toContainText('Canceled');
});

test('staff delay and make ready, and the customer’s page follows', async ({ as, api }) => {
  test.slow();
  const order = await accepted(await api('anna'), await api('femke'), { stem: STEM, name: 'Delayed', count: 1 });
  const customer = await as('anna');
  await visit(customer, `${PATHS.requests}/${order.id}`, order.reference);
  await live(customer);
  const desk = await as('femke');
  await visit(desk, `${PATHS.requests}/${order.id}`, order.reference);
  await desk.getByRole('button', { name: 'Report delay' }).click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByLabel('The answer is due on').fill(day(5));
  await dialog.getByLabel('Reason').fill('The wholesale supplier has not answered.');
  await confirm(desk, 'Report delay');
  await expect(customer.getByText('The wholesale supplier has not answered.').first()).toBeVisible();
  await expect(customer.getByText('Delayed', { exact: true }).first()).toBeVisible();

  await desk.getByRole('button', { name: 'Mark ready to be ported' }).click();
  await dialog.getByLabel('First possible date').fill(day(3));
  await confirm(desk, 'Mark ready to be ported');
  await expect(customer.getByText('Ready to be ported', { exact: true }).first()).toBeVisible();
  const perform = customer.getByRole('button', { name: 'Perform porting' });
  await expect(perform).toHaveAttribute('aria-disabled', 'true');
  await perform.hover();
  await expect(customer.getByRole('tooltip').filter({ hasText: 'can be ported from' })).toBeVisible();
});

test('a blocked request is made anew, with its data and without its papers', async ({ as, api }) => {
  test.slow();
  const anna = await api('anna');
  const staff = await api('femke');
  const order = await accepted(anna, staff, { stem: STEM, name: 'To be blocked', count: 2 });
  const customer = await as('anna');
  await visit(customer, `${PATHS.requests}/${order.id}`, order.reference);
  await live(customer);
  const desk = await as('femke');
  await visit(desk, `${PATHS.requests}/${order.id}`, order.reference);
  await desk.getByRole('button', { name: 'More actions' }).click();
  await desk.getByRole('menuitem', { name: 'Block' }).click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByLabel('Blocking code').fill('123');
  await expect(dialog.getByLabel('Blocking code'), 'two digits at most').toHaveValue('12');
  await dialog.getByLabel('Reason').fill('The customer number is another one.');
  await confirm(desk, 'Block');

  await expect(customer.getByText('Blocked', { exact: true }).first()).toBeVisible();
  await expect(customer.getByText('The customer number is another one.').first()).toBeVisible();
  await customer.getByRole('button', { name: 'Make it anew' }).click();
  await expect(customer.getByRole('heading', { level: 1, name: /New porting request/ })).toBeVisible();
  for (const { display } of order.numbers) await expect(customer.getByText(display)).toBeVisible();
  await customer.getByRole('button', { name: 'Review and submit' }).click();
  await expect(customer.getByText('Northsea Hotels Test Ltd')).toBeVisible();
  await expect(customer.getByText('Please upload the letter of authorization.')).toBeVisible();
});
