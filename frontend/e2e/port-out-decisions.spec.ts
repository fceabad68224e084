import { atTheDesk, DESK, everywhere } from './looks';
import { portOut } from './orders';
import { expect, live, PASSWORD, PATHS, row, test, visit } from './portico';

test.use({ viewport: DESK });

// The freeze comes last: nobody unlocks a number in one.
const NUMBER = '+31 20 123 4601';
const SEARCH = `${PATHS.inventory}?q=${encodeURIComponent('+31201234601')}`;

test('a number is locked at once, unlocked a day after an administrator asked for it, and its PIN is shown once', async ({
  as,
}, info) => {
  test.slow();
  const page = await as('anna');
  await visit(page, SEARCH, 'Inventory');
  await row(page, NUMBER).getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Lock', exact: true }).click();
  await expect(row(page, NUMBER)).toContainText('Locked');

  await row(page, NUMBER).getByRole('checkbox').check();
  await page.getByRole('button', { name: /^Unlock/ }).click();
  const asks = page.getByRole('dialog');
  await atTheDesk(page, info, 'dialog-inventory-unlock');
  await asks.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await asks
    .getByRole('button', { name: /^Unlock/ })
    .last()
    .click();
  await expect(row(page, NUMBER)).toContainText('Unlocking');
  await everywhere(page, info, 'inventory-unlocking');
  await page.setViewportSize(DESK);

  await row(page, NUMBER).getByRole('checkbox').check();
  await page.getByRole('button', { name: 'New port-out PINs' }).click();
  const pins = page.getByRole('dialog', { name: 'New port-out PINs' });
  await pins.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await pins.getByRole('button', { name: /Make PINs/ }).click();
  await expect(pins.getByRole('textbox', { name: 'Numbers and their PINs' })).toHaveValue(/\+31201234601,\w{6,}/);
  await atTheDesk(page, info, 'dialog-inventory-pins');
  await pins.getByRole('button', { name: 'Close' }).last().click();
  await expect(row(page, NUMBER)).toContainText('Set');
});

test('two people are asked for, fewer are a freeze, and the account and its port-outs say so', async ({
  as,
  api,
}, info) => {
  test.slow();
  const page = await as('anna');
  await visit(page, '/settings/account', 'Settings');
  const two = page.getByRole('switch', { name: /two people/i });
  await two.check({ force: true });
  const save = page.locator('form', { has: two }).getByRole('button', { name: 'Save' });
  await save.click();
  await expect(page.getByText('Saved').first()).toBeVisible();
  await expect(page.getByText('Saved')).toHaveCount(0);
  await expect(page.getByText('Port-outs are frozen')).toHaveCount(0);
  await two.uncheck({ force: true });
  await save.click();
  await expect(page.getByText('Port-outs are frozen')).toBeVisible();
  await everywhere(page, info, 'settings-frozen');
  await page.setViewportSize(DESK);
  await page.getByRole('button', { name: 'Lift the freeze' }).click();
  await atTheDesk(page, info, 'dialog-lift-freeze');
  await page.keyboard.press('Escape');

  const asked = await portOut(await api('femke'), 2);
  await visit(page, PATHS.portOuts, 'Port-outs');
  await row(page, asked.reference).getByRole('link', { name: asked.reference }).click();
  await live(page);
  await expect(page.getByText('Port-outs are frozen')).toBeVisible();
  await everywhere(page, info, 'port-out-frozen');
});
