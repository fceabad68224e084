import type { Page } from '@playwright/test';
import { expect, PASSWORD, PATHS, test, visit } from './portico';

const GONE = /^It was done, but the secret cannot be shown/;
const NOT_SENT = /^No answer from the server/;

/** The server does the first of these commands, and its answer never arrives. */
async function losesTheAnswerOf(page: Page, command: string): Promise<void> {
  let lost = false;
  await page.route('**/graphql', async (route) => {
    const asked = route.request().postDataJSON() as { operationName?: string } | null;
    if (lost || asked?.operationName !== command) return route.fallback();
    lost = true;
    await route.fetch();
    return route.abort();
  });
}

test('a secret whose answer was lost is said to be made, once, and neither null nor nothing is shown', async ({
  as,
  watch,
}) => {
  watch.expect(/ERR_FAILED/);
  const page = await as('anna');
  await visit(page, '/settings/webhooks', 'Settings');
  await page.getByRole('button', { name: 'New endpoint' }).first().click();
  const panel = page.getByRole('dialog');
  await panel.getByLabel('Name').fill('Lost CRM');
  await panel.getByLabel('Address').fill('https://hooks.example.com/portico');
  await losesTheAnswerOf(page, 'WebhookEndpointCreate');
  await panel.getByRole('button', { name: 'Create endpoint' }).click();
  await expect(panel.getByRole('alert')).toContainText(NOT_SENT);
  await panel.getByRole('button', { name: 'Create endpoint' }).click();
  await expect(page.getByRole('alert')).toContainText(GONE);
  await expect(page.getByText('Lost CRM')).toHaveCount(1);

  await visit(page, '/settings/webhooks', 'Settings');
  await page.getByText('Lost CRM').click();
  await losesTheAnswerOf(page, 'WebhookEndpointRotate');
  await page.getByRole('button', { name: 'Rotate secret' }).click();
  const dialog = page.getByRole('dialog').last();
  await dialog.getByRole('button', { name: 'Rotate secret' }).click();
  await expect(dialog.getByRole('alert')).toContainText(NOT_SENT);
  await dialog.getByRole('button', { name: 'Rotate secret' }).click();
  await expect(page.getByRole('alert')).toContainText(GONE);
  await expect(page.locator('input[value="null"]')).toHaveCount(0);

  await visit(page, '/settings/tokens', 'Settings');
  await page.getByRole('button', { name: 'Create a token' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('What it is for').fill('Lost token');
  await form.getByLabel(/^Your password/).fill(PASSWORD);
  await losesTheAnswerOf(page, 'ApiTokenCreate');
  await form.getByRole('button', { name: 'Create a token' }).click();
  await expect(form.getByRole('alert')).toContainText(NOT_SENT);
  await form.getByRole('button', { name: 'Create a token' }).click();
  await expect(page.getByRole('alert')).toContainText(GONE);
  await expect(page.getByText('Lost token')).toHaveCount(1);

  await visit(page, '/settings/account', 'Settings');
  await losesTheAnswerOf(page, 'AccountCallbackSecretRotate');
  await page.getByRole('button', { name: 'Make a new secret' }).click();
  const rotation = page.getByRole('dialog');
  for (const said of [NOT_SENT, GONE]) {
    await rotation.getByLabel(/^Password/).fill(PASSWORD);
    await rotation.getByRole('button', { name: 'Make a new secret' }).click();
    await expect(rotation.getByText(said)).toBeVisible();
  }
  await expect(rotation.locator('code')).toHaveCount(0);
});

test("a carrier's new secret asks first, says when no answer came, and is shown or said to be made", async ({
  as,
  api,
  watch,
}) => {
  watch.expect(/ERR_FAILED/);
  const daan = await api('daan');
  const { carriers } = await daan.ask<{ carriers: { id: string; name: string }[] }>('{ carriers { id name } }');
  const carrier = carriers.find(({ name }) => name === 'Albion Voice');
  if (!carrier) throw new Error('the demo has no Albion Voice');
  await daan.ask(
    'mutation ($i: CarrierChangeInput!) { carrierChange(input: $i) { __typename ... on Problem { code } } }',
    { i: { id: carrier.id, callbackUrl: 'https://albion.example.com/portico' } },
  );
  const page = await as('daan');
  await visit(page, `${PATHS.carriers}?open=${carrier.id}`, 'Carriers');
  const panel = page.getByRole('dialog', { name: 'Albion Voice', exact: true });
  await losesTheAnswerOf(page, 'CarrierRenewCallbackSecret');
  await panel.getByRole('button', { name: 'Make a new secret' }).click();
  const asked = page.getByRole('dialog', { name: /^Make a new secret/ });
  await expect(asked).toContainText('the one before signs nothing any more');
  await asked.getByRole('button', { name: 'Make a new secret' }).click();
  await expect(asked.getByRole('alert')).toContainText(NOT_SENT);
  await asked.getByRole('button', { name: 'Make a new secret' }).click();
  await expect(panel.getByRole('alert')).toContainText(GONE);
  await panel.getByRole('button', { name: 'Make a new secret' }).click();
  await asked.getByRole('button', { name: 'Make a new secret' }).click();
  await expect(panel.getByLabel('Signing secret of the callbacks')).toHaveValue(/^whsec_/);
});
