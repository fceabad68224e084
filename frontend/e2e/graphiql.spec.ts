import { expect, heading, test } from './portico';

test('GraphiQL opens with the examples of the page about the API, and asks as whoever is signed in', async ({ as }) => {
  test.slow();
  const page = await as('anna');
  await page.goto('/graphiql');
  await expect(page.getByRole('tab').first()).toBeVisible({ timeout: 30_000 });
  expect(await page.getByRole('tab').count()).toBeGreaterThan(5);
  await expect(page.getByRole('tab').first()).toHaveText(/Requirement/);
  const answer = page.getByRole('region', { name: 'Result Window' });
  // It asks as soon as its editors are there, and says nothing before.
  await expect(async () => {
    await page.getByRole('button', { name: /^Execute query/ }).click();
    await expect(answer).toContainText('documents', { timeout: 3_000 });
  }).toPass({ timeout: 30_000 });
});

test('nobody gets to GraphiQL without signing in', async ({ page, watch }) => {
  watch.expect(/status of 401/);
  await page.goto('/graphiql');
  await expect(heading(page, 'Sign in')).toBeVisible();
});
