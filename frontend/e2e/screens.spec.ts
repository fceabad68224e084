import type { Page } from '@playwright/test';

import { CUSTOMER, errorsOf, expectAccessible, STAFF, signIn } from './desk';
import { expect, test } from './portico';

const SCREENS = [
  '/',
  '/porting-requests',
  '/porting-requests/new',
  '/porting-numbers',
  '/port-out-requests',
  '/sent-mail',
];
const SIZES = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;

test.setTimeout(180_000);

async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await expect(page.getByTestId('connection')).toHaveText('Live');
}

for (const [who, email] of Object.entries({ customer: CUSTOMER, staff: STAFF })) {
  for (const scheme of ['light', 'dark'] as const) {
    for (const [size, viewport] of Object.entries(SIZES)) {
      test(`every screen of ${who} is accessible and quiet in ${scheme} at the ${size}`, async ({ page }, info) => {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme: scheme });
        await signIn(page, email);
        const errors = errorsOf(page);
        for (const screen of SCREENS) {
          await page.goto(screen);
          await settled(page);
          await expectAccessible(page);
          const name = `${who}-${screen.slice(1).replaceAll('/', '-') || 'home'}-${scheme}-${size}.png`;
          await page.screenshot({ path: info.outputPath(name) });
          const sideways = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1);
          expect(sideways, `${screen} scrolls sideways`).toBe(false);
        }
        expect(errors).toEqual([]);
      });
    }
  }
}

test('details, drawers, menus and dialogs are accessible, too', async ({ page }) => {
  await signIn(page, STAFF);
  await page.goto('/porting-requests?tab=progress');
  await page.getByRole('grid').getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: 'Timeline' })).toBeVisible();
  await expectAccessible(page);

  await page.goto('/porting-numbers');
  await settled(page);
  await page.getByRole('button', { name: 'Status' }).click();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.getByRole('row').nth(1).click();
  await expect(page.getByRole('dialog', { name: 'Porting number' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  await expectAccessible(page);
});
