import { everywhere } from './looks';
import { expect, PASSWORD, PATHS, test, visit } from './portico';

interface Found {
  portingRequests: { edges: { node: { id: string; reference: string } }[] };
}

test('an account is exported after the password, by a link that is good once', async ({ as }, info) => {
  test.slow();
  const page = await as('anna');
  await visit(page, `${PATHS.settings}/account`, 'Settings');
  await page.getByRole('button', { name: 'Export everything' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/^Password/).fill(PASSWORD);
  await everywhere(page, info, 'export');
  await dialog.getByRole('button', { name: 'Export everything' }).click();
  const fetching = page.waitForEvent('download');
  await dialog.getByRole('link', { name: 'Download the ZIP' }).click();
  const download = await fetching;
  expect(download.suggestedFilename()).toMatch(/^northsea-hotels-\d{4}-\d\d-\d\d\.zip$/);
  const again = await page.request.get(download.url());
  expect(again.status()).toBe(404);
});

test('staff hold a request, see it among the holds, and choose how long things are kept', async ({ as, api }, info) => {
  test.slow();
  const staff = await api('daan');
  const found = await staff.ask<Found>('{ portingRequests(first: 1) { edges { node { id reference } } } }');
  const request = found.portingRequests.edges[0]?.node;
  if (!request) throw new Error('the demo has no request');

  const desk = await as('daan');
  await visit(desk, `${PATHS.requests}/${request.id}`, request.reference);
  await desk.getByRole('button', { name: 'Set legal hold' }).click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByLabel('Why, and who asked for it').fill('Case 12 of the regulator');
  await dialog.getByRole('button', { name: 'Set legal hold' }).click();
  await expect(desk.getByText('Legal hold', { exact: true })).toBeVisible();
  await everywhere(desk, info, 'request-held');

  await visit(desk, `${PATHS.settings}/retention`, 'Settings');
  await expect(desk.getByRole('link', { name: request.reference })).toBeVisible();
  await desk.getByRole('button', { name: 'Change: Drafts that nobody works on' }).click();
  await dialog.getByLabel('Days').fill('0');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('alert')).toContainText('From 1 to 3,650 days.');
  await dialog.getByLabel('Days').fill('60');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(desk.getByText('60 days')).toBeVisible();
  await everywhere(desk, info, 'settings-retention');

  await visit(desk, `${PATHS.requests}/${request.id}`, request.reference);
  await desk.getByRole('button', { name: 'Lift legal hold' }).click();
  await dialog.getByRole('button', { name: 'Lift legal hold' }).click();
  await expect(desk.getByText('Legal hold', { exact: true })).toHaveCount(0);
});

test('staff make the evidence of a request that has ended, fetch it, and choose how long its history stays', async ({
  as,
  api,
}, info) => {
  test.slow();
  const staff = await api('daan');
  const found = await staff.ask<Found>(
    '{ portingRequests(first: 1, filter: { statuses: [COMPLETED] }) { edges { node { id reference } } } }',
  );
  const request = found.portingRequests.edges[0]?.node;
  if (!request) throw new Error('the demo has no request that was completed');

  const desk = await as('daan');
  await visit(desk, `${PATHS.requests}/${request.id}`, request.reference);
  await desk.getByRole('button', { name: 'Make evidence' }).click();
  const link = desk.getByRole('link', { name: 'Evidence (ZIP)' });
  await expect(link).toBeVisible();
  await everywhere(desk, info, 'request-evidence');
  const fetching = desk.waitForEvent('download');
  await link.click();
  expect((await fetching).suggestedFilename()).toBe(`${request.reference}-evidence.zip`);

  const owner = await as('anna');
  await visit(owner, `${PATHS.requests}/${request.id}`, request.reference);
  await expect(owner.getByText(/evidence/i)).toHaveCount(0);

  await visit(desk, `${PATHS.settings}/retention`, 'Settings');
  await expect(desk.getByText('Kept with the request')).toBeVisible();
  await desk.getByRole('button', { name: 'Change: History of requests, after their end' }).click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByLabel('Days').fill('10');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('alert')).toContainText('From 90 to 10,958 days.');
  await dialog.getByLabel('Days').fill('2000');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(desk.getByText('2000 days').or(desk.getByText('2,000 days'))).toBeVisible();
});
