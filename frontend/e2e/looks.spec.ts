import { atTheDesk, DESK, everywhere } from './looks';
import { expect, heading, live, PATHS, type Person, row, test, visit } from './portico';

test.use({ viewport: DESK, contextOptions: { reducedMotion: 'reduce' } });

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

test('palette-and-keyboard-help', async ({ as }, info) => {
  const page = await as('anna');
  await visit(page, PATHS.home, /Good to see you/);
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder(/^A number in any spelling/).fill('0044 121 496 0150');
  await expect(page.getByRole('dialog').getByText('+44 121 496 0150')).toBeVisible();
  await everywhere(page, info, 'palette');
  await page.setViewportSize(DESK);
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  await everywhere(page, info, 'keyboard-help');
});

test('wizard', async ({ as, api }, info) => {
  test.slow();
  const leeds = await (await api('anna')).orderNamed('Leeds Foundry');
  const page = await as('anna');
  await visit(page, `${PATHS.newRequest}?country=GB&type=GEOGRAPHIC`, 'New porting request');
  await expect(page.getByRole('heading', { name: 'What is needed' })).toBeVisible();
  await everywhere(page, info, 'wizard-1-where');
  await page.setViewportSize(DESK);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabel('Numbers to port').fill('+44 113 496 0180-85\nask reception\n12');
  await expect(page.getByRole('table', { name: 'Lines that cannot be used' })).toBeVisible();
  await everywhere(page, info, 'wizard-2-numbers');
  for (const [step, name, shows] of [
    ['details', 'wizard-3-details', 'At the losing carrier'],
    ['papers', 'wizard-4-papers', 'What is needed'],
    ['review', 'wizard-5-review', 'Order'],
  ] as const) {
    await page.setViewportSize(DESK);
    await visit(page, `${PATHS.newRequest}?draft=${leeds.id}&step=${step}`, /New porting request/);
    await expect(page.getByRole('heading', { name: shows })).toBeVisible();
    if (step === 'details') await expect(page.getByLabel("Subscriber's name")).toBeVisible();
    await everywhere(page, info, name);
  }
});

test('port-out', async ({ as }, info) => {
  test.slow();
  const page = await as('anna');
  await visit(page, PATHS.portOuts, 'Port-outs');
  await page.getByRole('link', { name: 'PO-2027-000008' }).click();
  await expect(heading(page, 'PO-2027-000008')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Timeline' })).toContainText('Opened for the first time');
  await everywhere(page, info, 'port-out');
  await page.setViewportSize(DESK);
  await page.getByRole('button', { name: 'Reject' }).click();
  await expect(page.getByRole('dialog').getByRole('radio').nth(3)).toBeVisible();
  await everywhere(page, info, 'dialog-port-out-reject');
});

test('letter', async ({ as }, info) => {
  const page = await as('anna');
  await visit(page, PATHS.mail, 'Sent messages');
  await page.getByRole('grid').getByRole('row').nth(1).click();
  await expect(page.getByRole('dialog', { name: 'Message' })).toBeVisible();
  await everywhere(page, info, 'mail-letter');
});
