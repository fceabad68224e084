import { type Page, request } from '@playwright/test';
import { expect, heading, PASSWORD, PATHS, PEOPLE, test } from './portico';

const UNSIGNED = /status of 401/;

async function fillIn(page: Page, password: string): Promise<void> {
  await page.getByLabel('Email').fill(PEOPLE.anna);
  await page.getByLabel(/^Password/).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('a wrong password is answered with a sentence, the right one leads home, and sign-out leads back', async ({
  page,
  watch,
}) => {
  watch.expect(UNSIGNED);
  await page.goto('/');
  await expect(heading(page, 'Sign in')).toBeVisible();
  await fillIn(page, 'not the password');
  await expect(page.getByRole('alert')).toHaveText(/email|password/i);
  await expect(heading(page, 'Sign in')).toBeVisible();

  await fillIn(page, PASSWORD);
  await expect(heading(page, /Good to see you, Anna/)).toBeVisible();
  await expect(page).toHaveURL(PATHS.home);

  await page.getByRole('button', { name: 'Anna Visser' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(heading(page, 'Sign in')).toBeVisible();
  await page.goto(PATHS.numbers);
  await expect(heading(page, 'Sign in')).toBeVisible();
});

test('a session that ended elsewhere leads to sign-in, and from there back to where one was going', async ({
  page,
  context,
  watch,
  baseURL,
}) => {
  watch.expect(UNSIGNED);
  await page.goto('/sign-in');
  await fillIn(page, PASSWORD);
  await expect(heading(page, /Good to see you/)).toBeVisible();
  await page.getByRole('navigation').getByRole('link', { name: 'Porting requests' }).click();
  await expect(heading(page, 'Porting requests')).toBeVisible();

  const elsewhere = await request.newContext({ baseURL, storageState: await context.storageState() });
  await elsewhere.post('/auth/sign-out', { headers: { 'x-portico': 'dashboard' } });
  await elsewhere.dispose();
  // By itself: the server closes the socket of a session that has ended.
  await expect(heading(page, 'Sign in')).toBeVisible();
  await expect(page).toHaveURL(/redirect=/);
  await expect(page.getByText('Your session has ended.')).toBeVisible();

  await fillIn(page, PASSWORD);
  await expect(heading(page, 'Porting requests')).toBeVisible();
});

test('whoever did nothing for too long reads on the sign-in page why they are there', async ({
  page,
  context,
  watch,
}) => {
  watch.expect(UNSIGNED);
  await page.goto('/');
  await expect(page.getByText('You were signed out')).toBeHidden();
  await fillIn(page, PASSWORD);
  await expect(heading(page, /Good to see you/)).toBeVisible();
  await page.evaluate(() => sessionStorage.setItem('portico.sessionEndsAt', String(Date.now() - 60_000)));
  await context.clearCookies();
  await page.reload();
  await expect(page.getByText('You were signed out, as nobody did anything here for a while.')).toBeVisible();
});

test('a foreign address after sign-in is not followed', async ({ page, watch }) => {
  watch.expect(UNSIGNED);
  await page.goto('/sign-in?redirect=//elsewhere.example/');
  await fillIn(page, PASSWORD);
  await expect(heading(page, /Good to see you/)).toBeVisible();
});
