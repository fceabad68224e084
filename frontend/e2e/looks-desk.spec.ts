import { atTheDesk, DESK, everywhere } from './looks';
import { expect, heading, live, PATHS, type Person, row, test, visit } from './portico';

test.use({ viewport: DESK });

const REQUESTS: { name: string; who: Person; order: string }[] = [
  { name: 'request-in-progress-customer', who: 'anna', order: 'Birmingham Exchange' },
  { name: 'request-ready-customer', who: 'anna', order: 'Canal Suites' },
  { name: 'request-to-correct-customer', who: 'grace', order: 'Back Bay family practice' },
  { name: 'request-to-accept-staff', who: 'femke', order: 'Nurse advice line' },
];

for (const { name, who, order } of REQUESTS) {
  test(name, async ({ as, api }, info) => {
    const { id, reference } = await (await api(who)).orderNamed(order);
    const page = await as(who);
    await visit(page, `${PATHS.requests}/${id}`, reference);
    await live(page);
    await everywhere(page, info, name);
  });
}

test('bulk-actions-and-dialogs', async ({ as, api }, info) => {
  test.slow();
  const { reference } = await (await api('femke')).orderNamed('Mission Bay urgent care');
  const page = await as('femke');
  await visit(page, `${PATHS.requests}?tab=progress`, 'Porting requests');
  await page.getByRole('grid').getByRole('link', { name: reference }).click();
  await expect(heading(page, reference)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Timeline' })).toBeVisible();
  await live(page);
  await atTheDesk(page, info, 'request-in-progress-staff');
  await page.emulateMedia({ colorScheme: 'light' });
  for (const number of ['+1 415-555-0140', '+1 415-555-0141']) await row(page, number).getByRole('checkbox').check();
  await everywhere(page, info, 'request-selection-staff');
  await page.setViewportSize(DESK);

  await page.getByRole('button', { name: 'Confirm FOC date' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('FOC date').fill('2020-01-05');
  await dialog.getByRole('button', { name: 'Confirm FOC date' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await everywhere(page, info, 'dialog-foc-refused');
  await dialog.getByRole('button', { name: 'Not now' }).click();
  await page.setViewportSize(DESK);

  await page.getByRole('button', { name: 'Require action' }).click();
  await expect(dialog.getByRole('checkbox').nth(5)).toBeVisible();
  await everywhere(page, info, 'dialog-require-action');
});

test('number-drawer-and-menus', async ({ as }, info) => {
  test.slow();
  const page = await as('femke');
  await visit(page, `${PATHS.numbers}?status=ACTION_REQUIRED`, 'Porting numbers');
  await live(page);
  await page.getByRole('grid').getByRole('row').nth(1).click();
  const drawer = page.getByRole('dialog', { name: 'Porting number' });
  await expect(drawer.getByRole('list', { name: 'Timeline' })).toBeVisible();
  await everywhere(page, info, 'number-drawer');
  await page.setViewportSize(DESK);
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  for (const [button, name] of [
    [/^Status/, 'menu-status'],
    ['Columns', 'menu-columns'],
    ['Femke de Vries', 'menu-user'],
  ] as const) {
    await page.getByRole('button', { name: button }).first().click();
    await expect(page.getByRole('menu')).toBeVisible();
    await atTheDesk(page, info, name);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toBeHidden();
  }
});
