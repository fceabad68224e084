import { confirm, expect, PATHS, test, visit } from './portico';

test('the calendar shows what moves on a day, and leads to the request', async ({ as, api }) => {
  const mill = await (await api('anna')).orderNamed('Manchester Mill');
  const page = await as('anna');
  await visit(page, PATHS.calendar, 'Calendar');
  const grid = page.getByRole('table', { name: 'Numbers by day' });
  await grid.getByRole('button', { name: /^Thu, 4 Mar 2027: 3 numbers/ }).click();
  const entry = page.getByRole('listitem').filter({ hasText: mill.reference });
  await expect(entry).toContainText('Manchester Mill');
  await expect(entry).toContainText('3 numbers');
  await page.getByRole('button', { name: 'Next month' }).click();
  await expect(page.getByText('April 2027')).toBeVisible();
  await page.getByRole('button', { name: 'This month' }).click();
  await grid.getByRole('button', { name: /^Thu, 4 Mar 2027/ }).click();
  await entry.getByRole('link', { name: mill.reference }).click();
  await expect(page.getByRole('heading', { level: 1, name: mill.reference })).toBeVisible();
});

test('the calendar names the holidays of the carriers, each on the days it does not work', async ({ as }) => {
  const page = await as('anna');
  await visit(page, PATHS.calendar, 'Calendar');
  const monday = page.getByRole('table', { name: 'Numbers by day' }).getByText('Easter Monday');
  await expect(monday).toBeVisible();
  await expect(monday).toHaveAttribute('title', /Albion Voice/);
  await expect(monday, 'Great Plains works on Easter Monday').not.toHaveAttribute('title', /Great Plains/);
});

test('a calendar link is shown once, is read by other programs, and ends when it is revoked', async ({
  as,
  request,
}) => {
  const page = await as('anna');
  await visit(page, PATHS.calendar, 'Calendar');
  await page.getByLabel('Name of the link').fill('My phone');
  await page.getByRole('button', { name: 'Make a link' }).click();
  const address = await page.getByLabel('Address of the link').inputValue();
  const path = new URL(address).pathname;
  const read = await request.get(path);
  expect(read.headers()['content-type']).toContain('text/calendar');
  expect(await read.text()).toContain('BEGIN:VEVENT');
  await page.reload();
  await expect(page.getByLabel('Address of the link')).toHaveCount(0);
  await page.getByRole('button', { name: 'Revoke: My phone' }).first().click();
  await confirm(page, 'Revoke');
  await expect(page.getByRole('button', { name: 'Revoke: My phone' })).toHaveCount(0);
  expect((await request.get(path)).ok()).toBe(false);
});
