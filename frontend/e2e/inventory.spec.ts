import type { Page } from '@playwright/test';
import { atTheDesk, DESK, everywhere } from './looks';
import { expect, PATHS, row, test, visit } from './portico';

test.use({ viewport: DESK });

const OWN = ['+31 20 123 4600', '+31 20 123 4601'] as const;
const PORTED = '+31 20 123 4500';
const PREPARED = '+31 10 123 4500';
const OF_ANOTHER = '+1 312-555-0100';

async function inventory(page: Page, search: string, ...numbers: string[]): Promise<void> {
  await visit(page, `${PATHS.inventory}?q=${encodeURIComponent(search)}`, 'Inventory');
  for (const number of numbers) await row(page, number).getByRole('checkbox').check();
}

const dialogOf = (page: Page, name: string) => page.getByRole('dialog', { name });
const toast = (page: Page, text: string) => page.getByRole('alert').filter({ hasText: text });

test('numbers of the inventory are assigned to nowhere, and taken out where they were not ported in', async ({
  as,
}, info) => {
  test.slow();
  const page = await as('femke');
  await inventory(page, '+31201234', ...OWN, PORTED);
  await expect(page.getByRole('button', { name: 'Remove (2 of 3)' })).toBeVisible();
  await everywhere(page, info, 'inventory-selection');
  await page.setViewportSize(DESK);

  await page.getByRole('button', { name: 'Assign configuration' }).click();
  const assign = dialogOf(page, 'Assign configuration');
  const profile = assign.getByRole('combobox', { name: 'Configuration profile' });
  await expect(profile).not.toHaveValue('');
  await atTheDesk(page, info, 'dialog-inventory-assign');
  await assign
    .locator('button[aria-hidden]')
    .or(assign.getByRole('button', { name: 'Clear' }))
    .first()
    .click();
  await expect(profile).toHaveAttribute('placeholder', 'None: they ring nowhere');
  await assign.getByRole('button', { name: 'Assign configuration (3)' }).click();
  await expect(toast(page, 'Assign configuration')).toContainText('3 numbers');
  for (const number of [...OWN, PORTED]) await expect(row(page, number)).not.toContainText('Front desks');
  await expect(page.getByRole('region', { name: /selected/ })).toHaveCount(0);

  for (const number of [...OWN, PORTED]) await row(page, number).getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Remove (2 of 3)' }).click();
  const remove = dialogOf(page, 'Remove');
  await expect(remove).toContainText(OWN[0]);
  await expect(remove).not.toContainText(PORTED);
  await atTheDesk(page, info, 'dialog-inventory-remove');
  await remove.getByRole('button', { name: 'Remove (2)' }).click();
  await expect(toast(page, 'Remove')).toContainText('2 numbers');
  for (const number of OWN) await expect(row(page, number)).toContainText('Removed');
  await row(page, PORTED).getByRole('checkbox').check();
  await expect(page.getByRole('button', { name: 'Remove', exact: true })).toHaveAttribute('aria-disabled', 'true');
});

test('numbers of several accounts are given no configuration', async ({ as }, info) => {
  const page = await as('femke');
  // One that is not in service yet takes no part.
  await inventory(page, '', OF_ANOTHER, PREPARED);
  await page.getByRole('button', { name: 'Assign configuration (1 of 2)' }).click();
  await expect(dialogOf(page, 'Assign configuration').getByRole('combobox')).toHaveValue('Clinic reception');
  await page.getByRole('button', { name: 'Not now' }).click();
  await row(page, PREPARED).getByRole('checkbox').uncheck();
  await row(page, PORTED).getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Assign configuration' }).click();
  const dialog = dialogOf(page, 'Assign configuration');
  await expect(dialog).toContainText('Choose numbers of one account');
  await expect(dialog.getByRole('combobox')).toHaveCount(0);
  await expect(dialog.getByRole('button', { name: 'Assign configuration (2)' })).toBeDisabled();
  await atTheDesk(page, info, 'dialog-inventory-several-accounts');
});
