import { DESK, everywhere } from './looks';
import { expect, heading, PATHS, test, visit } from './portico';

test.use({ viewport: DESK });

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
