import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page, TestInfo } from '@playwright/test';
import { expect, heading, live, PATHS, type Person, row, test, visit } from './portico';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

/** Nothing of the page moves any more; what moves for ever does not count. */
async function settle(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        (each) => each.playState !== 'running' || each.effect?.getTiming().iterations === Number.POSITIVE_INFINITY,
      ),
  );
}

/** No violation of WCAG 2.2 AA, nothing that sticks out sideways, and a picture for people to look at. */
async function judge(page: Page, info: TestInfo, name: string): Promise<void> {
  await settle(page);
  const path = join(info.project.testDir, '..', 'test-results', 'screens', `${name}.png`);
  await page.screenshot({ path, fullPage: true, animations: 'disabled' });
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).setLegacyMode(true).analyze();
  const told = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
  expect.soft(told, `axe on ${name}`).toEqual([]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect.soft(wide, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
}

/** The same screen on a desk and on a phone, by day and by night. */
async function everywhere(page: Page, info: TestInfo, name: string): Promise<void> {
  for (const [viewport, size] of [[DESK, 'desk'] as const, [PHONE, 'phone'] as const]) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await judge(page, info, `${name}-${size}-${colorScheme}`);
    }
  }
}

test.use({ viewport: DESK, contextOptions: { reducedMotion: 'reduce' } });

test('sign-in', async ({ page, watch }, info) => {
  watch.expect(/status of 401/);
  await visit(page, '/', 'Sign in');
  await everywhere(page, info, 'sign-in');
});

interface Screen {
  name: string;
  who: Person;
  path: string;
  title: string | RegExp;
  /** What has to be there before the picture is taken. */
  shows: string | RegExp;
}

const LISTS: Screen[] = [
  { name: 'home-customer', who: 'anna', path: PATHS.home, title: /Good to see you/, shows: 'Port-outs to decide' },
  { name: 'home-staff', who: 'femke', path: PATHS.home, title: /Good to see you/, shows: 'Numbers to review' },
  { name: 'numbers-customer', who: 'anna', path: PATHS.numbers, title: 'Porting numbers', shows: /^\+/ },
  { name: 'numbers-staff', who: 'femke', path: PATHS.numbers, title: 'Porting numbers', shows: /^\+/ },
  {
    name: 'numbers-none',
    who: 'anna',
    path: `${PATHS.numbers}?q=zzz`,
    title: 'Porting numbers',
    shows: 'No number matches',
  },
  { name: 'requests-customer', who: 'anna', path: PATHS.requests, title: 'Porting requests', shows: /^PI-/ },
  { name: 'requests-staff', who: 'femke', path: PATHS.requests, title: 'Porting requests', shows: /^PI-/ },
  { name: 'port-outs-customer', who: 'anna', path: PATHS.portOuts, title: 'Port-outs', shows: /^PO-/ },
  { name: 'mail', who: 'anna', path: PATHS.mail, title: 'Sent messages', shows: /@northsea-hotels\.example/ },
];

for (const { name, who, path, title, shows } of LISTS) {
  test(name, async ({ as }, info) => {
    const page = await as(who);
    await visit(page, path, title);
    await live(page);
    await expect(page.getByRole('main').getByText(shows).first()).toBeVisible();
    await everywhere(page, info, name);
  });
}

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
  const { id, reference } = await (await api('femke')).orderNamed('Mission Bay urgent care');
  const page = await as('femke');
  await visit(page, `${PATHS.requests}/${id}`, reference);
  await live(page);
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
  await page.getByRole('grid').getByRole('row').nth(1).getByText(/^\+/).click();
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
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await judge(page, info, `${name}-desk-${colorScheme}`);
    }
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

test('no-such-page', async ({ as }, info) => {
  const page = await as('anna');
  await page.goto('/nowhere');
  await expect(page.getByText('This page does not exist')).toBeVisible();
  await everywhere(page, info, 'no-such-page');
});
