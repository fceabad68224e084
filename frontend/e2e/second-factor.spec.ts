import { createHmac } from 'node:crypto';
import type { Page, TestInfo } from '@playwright/test';
import { everywhere } from './looks';
import { confirm, expect, heading, PASSWORD, PEOPLE, test, visit } from './portico';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const SIGNED_OUT = /status of 401/;
const ALL = process.env.LOOKS === 'all';

// One person's telephone goes through all of them.
test.describe.configure({ mode: 'serial' });
let key = '';
let recoveryCode = '';

/** What the gate has a sample of: the pages with a picture and with codes. */
async function alsoLook(page: Page, info: TestInfo, name: string): Promise<void> {
  if (ALL) await everywhere(page, info, name);
}

/** What an app shows that was given this key, so many steps of thirty seconds ahead. */
function codeOf(key: string, ahead = 0): string {
  const bits = [...key].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []);
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const mac = createHmac('sha1', bytes).update(step).digest();
  const from = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** From the password to the codes that are kept; answers the key. */
async function setUp(page: Page, info: TestInfo, look: string): Promise<string> {
  await page.getByLabel('Your password, once more').first().fill(PASSWORD);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('img', { name: 'The key as a QR code' })).toBeVisible();
  await alsoLook(page, info, `${look}-key`);
  const key = (await page.getByText('Or type this key:').locator('code').innerText()).replaceAll(' ', '');
  await page.getByLabel('The code your app shows now').fill('000000');
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByText('This code is not right.')).toBeVisible();
  await page.getByLabel('The code your app shows now').fill(codeOf(key));
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')).toHaveCount(10);
  return key;
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel(/^Password/).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('a second factor is set up, and its recovery codes are shown once', async ({ as, watch }, info) => {
  test.slow();
  const anna = await as('anna');
  await visit(anna, '/settings/security', 'Settings');
  await alsoLook(anna, info, 'second-factor-none');
  await anna.getByRole('button', { name: 'Set up' }).click();
  watch.expect(/net::ERR_FAILED/);
  await anna.route('**/graphql', (route) => route.abort());
  await anna.getByLabel('Your password, once more').first().fill(PASSWORD);
  await anna.getByRole('button', { name: 'Continue' }).click();
  await expect(anna.getByRole('alert')).toContainText('No answer from the server');
  await anna.unroute('**/graphql');
  key = await setUp(anna, info, 'second-factor');
  const first = (await anna.getByRole('listitem').locator('code').first().innerText()).replace(' ', '');
  await alsoLook(anna, info, 'second-factor-codes');
  const [saved] = await Promise.all([
    anna.waitForEvent('download'),
    anna.getByRole('link', { name: 'Download' }).click(),
  ]);
  expect(saved.suggestedFilename()).toBe('portico-recovery-codes.txt');
  await anna.getByRole('button', { name: 'I have kept them' }).click();
  await expect(anna.getByText('10 recovery codes left')).toBeVisible();
  await alsoLook(anna, info, 'second-factor-on');

  await anna.getByRole('button', { name: 'Make new recovery codes' }).click();
  const dialog = anna.getByRole('dialog');
  await dialog.getByLabel('Your password, once more').fill(PASSWORD);
  await dialog.getByLabel('One-time code').fill(first);
  await confirm(anna, 'Make new recovery codes');
  recoveryCode = (await anna.getByRole('listitem').locator('code').first().innerText()).replace(' ', '');
  await anna.getByRole('button', { name: 'I have kept them' }).click();
});

test('an export asks whoever has one for the password and a code, both in its dialog', async ({ as }, info) => {
  test.slow();
  const anna = await as('anna');
  await visit(anna, '/settings/account', 'Settings');
  await anna.getByRole('button', { name: 'Export everything' }).click();
  const dialog = anna.getByRole('dialog');
  await dialog.getByLabel(/^Password/).fill(PASSWORD);
  await dialog.getByLabel('One-time code').fill('000000');
  await dialog.getByRole('button', { name: 'Export everything' }).click();
  await expect(dialog.getByRole('alert')).toContainText('This code is not right.');
  await alsoLook(anna, info, 'export-code');
  await dialog.getByLabel(/^Password/).fill(PASSWORD);
  await dialog.getByLabel('One-time code').fill(recoveryCode);
  await dialog.getByRole('button', { name: 'Export everything' }).click();
  const fetching = anna.waitForEvent('download');
  await dialog.getByRole('link', { name: 'Download the ZIP' }).click();
  expect((await fetching).suggestedFilename()).toMatch(/^northsea-hotels-\d{4}-\d\d-\d\d\.zip$/);
});

test('signing in asks for the code after the right password only', async ({ page, watch }, info) => {
  test.slow();
  watch.expect(SIGNED_OUT);
  await signIn(page, PEOPLE.anna);
  await expect(page.getByLabel('One-time code')).toBeFocused();
  await alsoLook(page, info, 'sign-in-code');
  await page.getByLabel('One-time code').fill('12345');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('This code is not right.')).toBeVisible();
  await page.getByLabel('One-time code').fill(codeOf(key, 1));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(heading(page, /Good to see you, Anna/)).toBeVisible();
});

test('an account that demands one leads whoever has none to set it up, and to nothing else', async ({
  as,
  page,
  watch,
}, info) => {
  test.slow();
  watch.expect(SIGNED_OUT);
  const anna = await as('anna');
  await visit(anna, '/settings/account', 'Settings');
  await anna.getByRole('switch', { name: 'Everybody in this account needs a second factor' }).click();
  await alsoLook(anna, info, 'account-demands');
  await anna.getByRole('button', { name: 'Save' }).first().click();
  await expect(anna.getByText('Saved').first()).toBeVisible();

  await signIn(page, PEOPLE.lotte);
  await expect(heading(page, 'Set up your second factor')).toBeVisible();
  await everywhere(page, info, 'enroll');
  await page.goto('/porting-requests');
  await expect(heading(page, 'Set up your second factor')).toBeVisible();
  await setUp(page, info, 'enroll');
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(heading(page, /Good to see you, Lotte/)).toBeVisible();
});

test('a lost second factor is asked back by an administrator, and whoever lost nothing stops it', async ({
  as,
}, info) => {
  test.slow();
  const daan = await as('daan');
  await visit(daan, '/settings/security', 'Settings');
  await alsoLook(daan, info, 'second-factor-staff');
  await visit(daan, '/users', 'Users');
  await daan.getByText('Anna Visser').first().click();
  const panel = daan.getByRole('dialog').first();
  await panel.getByRole('button', { name: 'Ask for a reset' }).click();
  const dialog = daan.getByRole('dialog', { name: 'Ask for a reset' });
  await dialog.getByLabel('How you made sure that it is really them').fill('Called back at the hotel.');
  await dialog.getByLabel('Your password, once more').fill(PASSWORD);
  await everywhere(daan, info, 'second-factor-reset');
  await dialog.getByRole('button', { name: 'Ask for a reset' }).click();
  await expect(dialog).toBeHidden();
  await expect(panel.getByText(/Daan Bakker: Called back at the hotel/)).toBeVisible();

  const anna = await as('anna');
  await visit(anna, '/settings/security', 'Settings');
  await alsoLook(anna, info, 'second-factor-reset-asked');
  await anna.getByRole('button', { name: 'Stop the reset' }).click();
  await expect(anna.getByText('The second factor stays')).toBeVisible();
});
