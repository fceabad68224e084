import { expect, test } from '@playwright/test';
import { type Ask, otherClient, STAFF, signIn } from './desk';

interface Row {
  id: string;
  e164: string;
  display: string;
  version: number;
}

/** A number that waits for its review, whichever it is. */
async function toReview(ask: Ask): Promise<Row> {
  const query = `{ portingNumbers(first: 100, filter: { statuses: [PENDING] }) { edges { node {
    id e164 display version availableActions { action blockers { code } } } } } }`;
  type Node = Row & { availableActions: { action: string; blockers: unknown[] }[] };
  const { portingNumbers } = await ask<{ portingNumbers: { edges: { node: Node }[] } }>(query);
  const found = portingNumbers.edges.map((edge) => edge.node).find(takesReview);
  if (!found) throw new Error('the server has no number whose review can start');
  return found;

  function takesReview(node: Node): boolean {
    return node.availableActions.some(({ action, blockers }) => action === 'START_REVIEW' && blockers.length === 0);
  }
}

async function move(ask: Ask, verb: 'StartReview' | 'MarkPortable', id: string): Promise<void> {
  const query = `mutation ($input: PortingNumbers${verb}Input!) { portingNumbers${verb}(input: $input) {
    ... on PortingNumbersMoved { results { __typename } } } }`;
  const data = await ask<Record<string, { results: { __typename: string }[] }>>(query, {
    input: { numbers: [{ id }] },
  });
  expect(data[`portingNumbers${verb}`]?.results[0]?.__typename).toBe('PortingNumber');
}

test('a number that another client moves changes on the screen, in place and without a reload', async ({
  page,
  browser,
  baseURL,
}) => {
  const ask = await otherClient(browser, baseURL ?? '', STAFF);
  const number = await toReview(ask);
  await signIn(page, STAFF);
  await page.goto('/porting-numbers?status=PENDING,PORTABLE');
  const row = page.locator(`[data-row-id="${number.id}"]`);
  await expect(row).toContainText('Pending');
  await expect(page.getByTestId('connection')).toHaveText('Live');
  const before = await row.getAttribute('aria-rowindex');
  await page.evaluate(() => {
    (window as unknown as { kept: boolean }).kept = true;
  });

  await move(ask, 'StartReview', number.id);
  await move(ask, 'MarkPortable', number.id);

  await expect(row).toContainText('Portable');
  expect(await row.getAttribute('aria-rowindex')).toBe(before);
  expect(await page.evaluate(() => (window as unknown as { kept?: boolean }).kept)).toBe(true);
});

test('paused rows stand still and say how much has changed behind them', async ({ page, browser, baseURL }) => {
  const ask = await otherClient(browser, baseURL ?? '', STAFF);
  const number = await toReview(ask);
  await signIn(page, STAFF);
  await page.goto('/porting-numbers?status=PENDING,PORTABLE');
  const row = page.locator(`[data-row-id="${number.id}"]`);
  await expect(row).toContainText('Pending');
  await expect(page.getByTestId('connection')).toHaveText('Live');
  await page.getByRole('button', { name: 'Pause live' }).click();
  await move(ask, 'StartReview', number.id);
  await move(ask, 'MarkPortable', number.id);
  await expect(page.getByRole('button', { name: /1 change held/ })).toBeVisible();
  await expect(row).toContainText('Pending');
  await page.getByRole('button', { name: /Resume live/ }).click();
  await expect(row).toContainText('Portable');
});
