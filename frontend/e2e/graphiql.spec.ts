import { expect, heading, PASSWORD, test } from './portico';

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

test('a sandbox token asks in place of whoever is signed in, changes nothing, and ends when it is left', async ({
  as,
}) => {
  test.slow();
  const page = await as('anna');
  await page.goto('/graphiql');
  await expect(page.getByText('You ask as yourself')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Use a sandbox token' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/^Your password/).fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Use a sandbox token' }).click();
  await expect(page.getByText('You ask by a sandbox token')).toBeVisible();
  const asked = page.waitForRequest((request) => request.url().endsWith('/graphql'));
  await page.getByRole('button', { name: /^Execute query/ }).click();
  const { authorization = '' } = (await asked).headers();
  expect(authorization).toMatch(/^Bearer ptc_/);
  const change = 'mutation { portingRequestCreate(input: { country: "US", numberType: GEOGRAPHIC }) { __typename } }';
  const ask = (query: string) =>
    page.request.post('/graphql', { headers: { authorization }, data: { query } }).then((answer) => answer.json());
  expect((await ask('{ viewer { name } }')).data.viewer.name).toBe('GraphiQL sandbox');
  expect((await ask(change)).data.portingRequestCreate.__typename).toBe('NotPermitted');
  await page.getByRole('button', { name: 'Ask as yourself again' }).click();
  await expect(page.getByText('You ask as yourself')).toBeVisible();
  await expect(async () => {
    expect((await ask('{ viewer { name } }')).errors[0].extensions.code).toBe('UNAUTHENTICATED');
  }).toPass();
});

test('nobody gets to GraphiQL without signing in', async ({ page, watch }) => {
  watch.expect(/status of 401/);
  await page.goto('/graphiql');
  await expect(heading(page, 'Sign in')).toBeVisible();
});
