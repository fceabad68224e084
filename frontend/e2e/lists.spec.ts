import type { Page } from '@playwright/test';
import { expect, live, PATHS, row, test, visit } from './portico';

const rows = (page: Page) => page.getByRole('grid').getByRole('row');

test('both kinds of profile are one list: a tab leads to the other, and what is open is in the address', async ({
  as,
}) => {
  const page = await as('femke');
  await visit(page, PATHS.profiles, 'Profiles');
  await expect(page.getByRole('grid', { name: 'Company profiles' })).toBeVisible();
  const other = page.getByRole('tab', { name: 'Configuration profiles' });
  await other.click();
  await expect(page.getByRole('grid', { name: 'Configuration profiles' })).toBeVisible();
  await expect(other).toBeFocused();
  await page.getByRole('button', { name: 'New configuration profile' }).click();
  const panel = page.getByRole('dialog', { name: 'New configuration profile' });
  await expect(panel).toContainText('Account');
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await rows(page).nth(1).click();
  await expect(page).toHaveURL(/tab=configuration&open=/);
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Profile saved').first()).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).first().click();
  await expect(page).toHaveURL(/profiles\?tab=configuration$/);
});

test('the inventory is filtered in the address, sorted, and shown whole again', async ({ as }) => {
  const page = await as('femke');
  await visit(page, `${PATHS.inventory}?status=ACTIVE`, 'Inventory');
  await expect(page.getByRole('button', { name: /^Status: / })).toBeVisible();
  await page.getByRole('button', { name: 'Added' }).click();
  await expect(page).toHaveURL(/sort=CREATED_DESC/);
  await page.getByRole('searchbox').fill('zzz');
  await expect(page.getByText('No number matches')).toBeVisible();
  await page.getByRole('button', { name: 'Clear all filters' }).click();
  await expect(page).toHaveURL(/inventory\?sort=CREATED_DESC$/);
  await expect(rows(page).nth(1)).toBeVisible();
});

test('a message that was sent opens beside the list, and the next page leads on', async ({ as }) => {
  const page = await as('femke');
  await visit(page, PATHS.mail, 'Sent messages');
  await live(page);
  await expect(page.getByText('No mail leaves this installation')).toBeVisible();
  await row(page, '@northsea-hotels.example').first().click();
  await expect(page.getByRole('dialog')).toContainText('@northsea-hotels.example');
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Next page' }).click();
  await expect(page).toHaveURL(/after=/);
  await page.getByRole('link', { name: 'First page' }).click();
  await expect(page).toHaveURL(/sent-mail$/);
});
