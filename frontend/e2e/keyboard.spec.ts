import { expectAccessible, STAFF, signIn } from './desk';
import { expect, test } from './portico';

test.beforeEach(async ({ page }) => {
  await signIn(page, STAFF);
  await page.goto('/porting-numbers');
  await expect(page.getByRole('row').nth(3)).toBeVisible();
});

test('the list is worked with j, x and o alone', async ({ page }) => {
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(page.getByRole('row').nth(2)).toBeFocused();
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(page.getByText('2 selected')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('o');
  await expect(page.getByRole('dialog', { name: 'Porting number' })).toBeVisible();
  await expect(page).toHaveURL(/open=pnum_/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Porting number' })).toBeHidden();
});

test('the slash reaches the search and the address keeps what was searched', async ({ page }) => {
  await page.keyboard.press('/');
  await expect(page.getByLabel('Number or reference')).toBeFocused();
  await page.keyboard.type('PI-2026');
  await expect(page).toHaveURL(/q=PI-2026/);
  await page.reload();
  await expect(page.getByLabel('Number or reference')).toHaveValue('PI-2026');
});

test('the palette finds a number in any spelling and opens it', async ({ page }) => {
  const shown = await page.getByRole('row').nth(1).locator('.tabular').first().textContent();
  const digits = (shown ?? '').replace(/\D/g, '');
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder(/A number in any spelling/).fill(`00${digits}`);
  await expect(page.getByText('Porting numbers').last()).toBeVisible();
  await page
    .getByRole('button', { name: shown ?? '' })
    .or(page.getByText(shown ?? '').last())
    .first()
    .waitFor();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
});
