import type { Page } from '@playwright/test';
import { confirm, expect, heading, live, PATHS, pass, row, test, visit } from './portico';

// The clock is moved: this spec needs a server of its own.

/** The demo's port-out of a bicycle rental expires ten hours after the demo began. */
const BIKES = 'PO-2027-000005';
/** The demo's port-out of a spa is released two business days after the demo began. */
const SPA = 'PO-2027-000004';

test.describe.configure({ mode: 'serial' });

test('after the deadline nothing can be approved, not even in a dialog that was open', async ({ as }) => {
  test.slow();
  const page = await as('anna');
  await visit(page, PATHS.portOuts, 'Port-outs');
  await row(page, BIKES).getByRole('link', { name: BIKES }).click();
  await expect(heading(page, BIKES)).toBeVisible();
  await live(page);
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Approve' });
  await expect(dialog).toBeVisible();

  pass(10.5);
  await dialog.getByRole('button', { name: 'Approve' }).click();

  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByRole('button', { name: 'Not now' }).click();
  await expect(page.getByText('Expired', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: /Approve|Reject/ })).toHaveCount(0);
  await expect(page.getByRole('list', { name: 'Timeline' })).toContainText('Deadline passed, expired');
  await visit(page, `${PATHS.portOuts}?tab=ended`, 'Port-outs');
  await expect(row(page, BIKES)).toContainText('Expired');
});

test('days later staff release the numbers, and hear of a FOC date that passed without a report', async ({ as }) => {
  test.slow();
  pass(72);
  const page = await as('femke');
  await visit(page, PATHS.portOuts, 'Port-outs');
  await row(page, SPA).getByRole('link', { name: SPA }).click();
  await page.getByRole('button', { name: 'Release numbers' }).click();
  await expect(page.getByRole('dialog')).toContainText('The numbers leave for good');
  await confirm(page, 'Release numbers');
  await expect(page.getByText('Ported out', { exact: true }).first()).toBeVisible();

  await visit(page, PATHS.home, /Good to see you/);
  const passed = page.getByRole('region', { name: 'FOC passed without a report' });
  await expect(passed.getByText('+1 303-555-0120')).toBeVisible();
  await passed.getByText('+1 303-555-0120').click();
  const drawer = page.getByRole('dialog', { name: 'Porting number' });
  await drawer.getByRole('button', { name: 'Complete' }).click();
  await page.getByRole('dialog', { name: 'Complete' }).getByRole('button', { name: 'Complete' }).click();
  await expect(drawer.getByText('Completed', { exact: true }).first()).toBeVisible();
});

test('held, nothing is met and staff see on every screen what would happen, until an admin releases it', async ({
  as,
  api,
}) => {
  test.slow();
  const agent = await as('femke');
  await visit(agent, PATHS.portOuts, 'Port-outs');
  await live(agent);
  await (await api('daan')).ask('mutation { installationHold(input: {}) { __typename } }');
  await look(agent);
  await expect(agent.getByRole('dialog').getByRole('button', { name: 'Release' })).toBeDisabled();
  await agent.close();

  pass(24 * 20);
  const page = await as('daan');
  await visit(page, PATHS.home, /Good to see you/);
  const dialog = await look(page);
  await expect(dialog.getByRole('listitem').first()).toContainText(/would/);
  await dialog.getByRole('button', { name: 'Release' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText(HELD)).toHaveCount(0);
});

const HELD = 'Held: no mail leaves and no deadline is met';

async function look(page: Page) {
  await expect(page.getByText(HELD)).toBeVisible();
  await page.getByRole('button', { name: 'See what would happen' }).click();
  const dialog = page.getByRole('dialog', { name: 'Mail room and clock are held' });
  await expect(dialog).toBeVisible();
  return dialog;
}
