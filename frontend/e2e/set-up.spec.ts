import { expectAccessible } from './looks';
import { expect, heading, live, PATHS, test, visit } from './portico';

/** The smallest picture there is. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

test('an operator says who it is, and sign-in and screens show it', async ({ as, page, watch }) => {
  test.slow();
  const desk = await as('daan');
  await visit(desk, '/settings/operator', 'Settings');
  await desk.getByLabel('Name', { exact: true }).fill('Highlands Telecom');
  await desk.getByLabel('Currency').fill('euro');
  await desk.getByRole('button', { name: 'Save' }).click();
  await expect(desk.getByText(/three letters/i).first()).toBeVisible();
  await desk.getByLabel('Currency').fill('EUR');
  await desk.getByRole('button', { name: 'Save' }).click();
  const brand = desk.getByRole('navigation', { name: 'Main navigation' }).locator('..').getByText('Highlands Telecom');
  await expect(brand.first()).toBeVisible();
  const chosen = desk.waitForEvent('filechooser');
  await desk.getByRole('button', { name: 'Choose a picture' }).click();
  await (await chosen).setFiles({ name: 'logo.png', mimeType: 'image/png', buffer: PICTURE });
  await expect(desk.getByRole('img', { name: 'Highlands Telecom' })).toBeVisible();
  await expectAccessible(desk);

  watch.expect(/status of 401/);
  await visit(page, '/sign-in', 'Sign in');
  await expect(page.getByText('Highlands Telecom')).toBeVisible();
  await expect(page.locator('img[src^="/operator/logo?v="]')).toBeVisible();

  await desk.getByRole('button', { name: 'Remove the logo' }).click();
  await expect(desk.getByRole('img', { name: 'Highlands Telecom' })).toHaveCount(0);
});

test('staff are led to what is missing, and it is gone once it is set', async ({ as }) => {
  test.slow();
  const desk = await as('daan');
  await visit(desk, '/settings/operator', 'Settings');
  await desk.getByLabel('Countries whose numbers you port in').fill('NL, GB, US, DE');
  await desk.getByRole('button', { name: 'Save' }).click();
  await expect(desk.getByText('Settings of the operator saved.')).toBeVisible();

  await visit(desk, PATHS.home, /Good to see you/);
  const panel = desk.getByRole('region', { name: 'Set up' });
  const line = panel.getByRole('link', { name: /No network carrier for Germany/ });
  await expect(line).toBeVisible();
  await expect(panel.getByRole('link', { name: /No fee for Germany/ })).toHaveAttribute('href', '/fees?open=new');
  await expectAccessible(desk);
  await line.click();
  await expect(heading(desk, 'Carriers')).toBeVisible();

  await desk.getByRole('button', { name: 'Add well-known carriers' }).click();
  const drawer = desk.getByRole('dialog', { name: 'Add well-known carriers' });
  await drawer.getByRole('combobox', { name: 'Country' }).click();
  await desk.getByRole('option', { name: 'Germany' }).click();
  await drawer.getByRole('checkbox', { name: 'LEBARA' }).uncheck();
  await expectAccessible(desk);
  await drawer.getByRole('button', { name: 'Add 5 carriers' }).click();
  await expect(drawer.getByRole('checkbox', { name: 'Multiconnect' })).toBeDisabled();
  await expect(drawer.getByRole('checkbox', { name: 'LEBARA' })).toBeEnabled();
  await drawer.getByRole('button', { name: 'Close' }).click();

  await desk.getByRole('row', { name: /T-Mobile \(DE\)/ }).dblclick();
  const form = desk.getByRole('dialog', { name: 'T-Mobile (DE)' });
  await form.getByLabel('Network carrier for').fill('DE');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(desk.getByText('Carrier saved.')).toBeVisible();
  await visit(desk, PATHS.home, /Good to see you/);
  await live(desk);
  await expect(panel.getByRole('link', { name: /No fee for Germany/ })).toBeVisible();
  await expect(panel.getByRole('link', { name: /No network carrier/ })).toHaveCount(0);
});
