import type { Page } from '@playwright/test';
import { expectAccessible } from './looks';
import { accepted, reviewed, submitted } from './orders';
import { businessDay, confirm, expect, expectNoReload, heading, live, mark, PATHS, row, test, visit } from './portico';

const STEM = '+44116496';

/** The bar over the selected rows. */
function bar(page: Page) {
  return page.getByRole('region', { name: /selected/ });
}

/** Selects these and nothing else; after a move the selection stays for the next one. */
async function select(page: Page, ...numbers: { display: string }[]): Promise<void> {
  await clear(page);
  for (const { display } of numbers) await row(page, display).getByRole('checkbox').check();
}

async function clear(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Clear selection' });
  if (await button.isVisible()) await button.click();
  await expect(bar(page)).toHaveCount(0);
}

async function all(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: 'Select all rows on this page' }).check();
}

/** Accepts a paper that waits; so many are left then. */
async function acceptDocument(page: Page, left: number): Promise<void> {
  const papers = page.getByRole('region', { name: 'Documents' });
  await papers.getByRole('button', { name: 'Accept document' }).first().click();
  await confirm(page, 'Accept document');
  await expect(papers.getByRole('button', { name: 'Accept document' })).toHaveCount(left);
}

test('a desk day: from a request that waits to a FOC date, every step by its button', async ({ as, api }) => {
  test.slow();
  const order = await submitted(await api('anna'), { stem: STEM, name: 'Desk day' });
  const [first, second, third] = order.numbers;
  if (!first || !second || !third) throw new Error('the order has no numbers');
  const page = await as('femke');
  await visit(page, PATHS.home, /Good to see you, Femke/);
  await page.getByRole('region', { name: 'Requests waiting for the desk' }).getByText(order.reference).click();
  await expect(heading(page, order.reference)).toBeVisible();
  await live(page);
  const timeline = page.getByRole('list', { name: 'Timeline' });
  const grid = page.getByRole('grid', { name: 'Porting numbers' });
  const customer = await as('anna');
  await visit(customer, `${PATHS.requests}/${order.id}`, order.reference);
  await live(customer);
  await mark(customer);

  // A paper before the request itself is accepted, and one after it.
  await acceptDocument(page, 1);
  await page.getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('Work on the request begins');
  await confirm(page, 'Accept');
  await expect(timeline).toContainText('Request accepted');
  await acceptDocument(page, 0);

  // What is not possible yet is shown, disabled, with the reason; clicking it does nothing.
  await all(page);
  await expect(bar(page)).toContainText('3 selected');
  const blocked = bar(page).getByRole('button', { name: 'Mark portable' });
  await expect(blocked).toHaveAttribute('aria-disabled', 'true');
  await blocked.hover();
  await expect(page.getByRole('tooltip')).toContainText(/review/i);
  await blocked.click({ force: true });
  await expect(page.getByRole('dialog')).toHaveCount(0);

  // In bulk: the review begins at once, its result is confirmed.
  await bar(page).getByRole('button', { name: 'Start review' }).click();
  await expect(timeline).toContainText('Review started');
  await expect(bar(page), 'the selection stays for the next move').toContainText('3 selected');
  await bar(page).getByRole('button', { name: 'Mark portable' }).click();
  await expect(page.getByRole('dialog')).toContainText(first.display);
  await confirm(page, 'Mark portable (3)');
  for (const number of order.numbers) await expect(row(page, number.display)).toContainText('Portable');

  await expect(bar(page)).toContainText('3 selected');
  await bar(page).getByRole('button', { name: 'Start porting' }).click();
  await confirm(page, 'Start porting (3)');
  await expect(grid.getByText('In process')).toHaveCount(3);

  await expect(bar(page)).toContainText('3 selected');
  await bar(page).getByRole('button', { name: 'Mark handed over' }).click();
  await confirm(page, 'Mark handed over (3)');
  await expect(timeline).toContainText('Handed over to the losing carrier');

  // The date of one number by a dialog that says on whose clock it is.
  await select(page, second);
  await bar(page).getByRole('button', { name: 'Confirm FOC date' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('On the clock of Albion Voice');
  await expect(dialog.getByRole('button', { name: 'Confirm FOC date' })).toBeDisabled();
  await dialog.getByLabel('FOC date').fill('2027-03-29');
  await expect(dialog).toContainText(
    'The carrier does not work on Mon, 29 Mar 2027 (Easter Monday); its next business day is Tue, 30 Mar 2027.',
  );
  await dialog.getByLabel('FOC date').fill(businessDay(7));
  await expect(dialog).not.toContainText('its next business day');
  await dialog.getByLabel('Time').fill('10:30');
  await expectAccessible(page);
  await confirm(page, 'Confirm FOC date');
  await expect(row(page, second.display)).toContainText('FOC date set');
  await expect(customer.getByRole('grid').getByText('FOC date set')).toBeVisible();
  await expectNoReload(customer);
  await clear(page);
  // A FOC date is told on the carrier's clock, to which Femke's is an hour ahead; the tooltip has both.
  await expect(row(page, second.display)).toContainText('10:30 GMT');
  await row(page, second.display).getByText('10:30 GMT').hover();
  await expect(page.getByRole('tooltip').filter({ hasText: 'Albion Voice' })).toContainText('11:30');
  await expect(row(page, first.display)).toContainText('In process');
  await expect(timeline).toContainText('FOC date confirmed');

  // Its drawer: it cannot be completed before its date.
  await row(page, second.display).getByText(second.display).click();
  const drawer = page.getByRole('dialog', { name: 'Porting number' });
  await expect(drawer.getByRole('heading', { name: second.display })).toBeVisible();
  await drawer.getByRole('button', { name: 'More actions' }).click();
  const complete = page.getByRole('menuitem', { name: /^Complete/ });
  await expect(complete).toBeDisabled();
  await expect(complete).toContainText(/FOC/);
  await page.keyboard.press('Escape');
  await expect(drawer.getByRole('list', { name: 'Timeline' })).toContainText('FOC date confirmed');
  await expect(drawer.getByRole('list', { name: 'Timeline' })).toContainText('Femke de Vries');
});

test('a date that the server refuses stays in the dialog with the reason', async ({ as, api }) => {
  const anna = await api('anna');
  const femke = await api('femke');
  const order = await reviewed(anna, femke, { stem: STEM, name: 'Past date', count: 1 });
  await femke.move('MarkPortable', order.numbers);
  await femke.move('Start', order.numbers);
  const page = await as('femke');
  await visit(page, `${PATHS.requests}/${order.id}`, order.reference);
  await all(page);
  await bar(page).getByRole('button', { name: 'Confirm FOC date' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('FOC date').fill('2020-01-06');
  await dialog.getByRole('button', { name: 'Confirm FOC date' }).click();
  await expect(dialog.getByRole('alert')).toContainText('has passed already');
  await dialog.getByLabel('FOC date').fill(businessDay(9));
  await confirm(page, 'Confirm FOC date');
  await expect(row(page, order.numbers[0]?.display ?? '')).toContainText('FOC date set');
});

test('more than fifty numbers at once have to be confirmed by typing how many', async ({ as, api }) => {
  test.slow();
  const staff = await api('femke');
  const order = await accepted(await api('anna'), staff, { stem: STEM, name: 'Sixty at once', count: 60 });
  const page = await as('femke');
  await visit(page, `${PATHS.requests}/${order.id}`, order.reference);
  await all(page);
  await expect(bar(page)).toContainText('60 selected');
  await bar(page).getByRole('button', { name: 'Start review' }).click();
  const dialog = page.getByRole('dialog');
  const button = dialog.getByRole('button', { name: 'Start review (60)' });
  await expect(button).toBeDisabled();
  await dialog.getByLabel('Type 60 to confirm').fill('6');
  await expect(button).toBeDisabled();
  await dialog.getByLabel('Type 60 to confirm').fill('60');
  await confirm(page, 'Start review (60)');
  await expect(page.getByRole('list', { name: 'Timeline' })).toContainText('Review started');
  await expect(page.getByRole('list', { name: 'Timeline' })).toContainText('60 numbers');
});

test('a request is rejected with a reason that its customer reads', async ({ as, api }) => {
  const order = await submitted(await api('anna'), { stem: STEM, name: 'To be rejected', count: 1 });
  const page = await as('priya');
  await visit(page, `${PATHS.requests}/${order.id}`, order.reference);
  await page.getByRole('button', { name: 'Reject', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Ends the request for good');
  await expect(dialog.getByRole('button', { name: 'Reject' })).toBeDisabled();
  await dialog.getByLabel('In your own words').fill('The letter names another company.');
  await confirm(page, 'Reject');
  const customer = await as('anna');
  await visit(customer, `${PATHS.requests}/${order.id}`, order.reference);
  await expect(customer.getByText('The letter names another company.').first()).toBeVisible();
  await expect(customer.getByRole('grid')).toContainText('Not portable');
});
