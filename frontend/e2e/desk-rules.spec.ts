import { DESK, expectAccessible } from './looks';
import { day, expect, PATHS, test, visit } from './portico';

test.use({ viewport: DESK });

const MOBILE = `${PATHS.requirements}?country=GB&open=MOBILE`;
const HINT = 'Ask the shop where you bought the card.';

test('an administrator words a field otherwise, adds a document, is told what is wrong, and takes all of it back', async ({
  as,
}) => {
  test.slow();
  const page = await as('daan');
  await visit(page, MOBILE, 'Requirements');
  const drawer = page.getByRole('dialog', { name: 'United Kingdom · Mobile' });
  await expect(drawer.getByText('Asked as shipped')).toBeVisible();
  const pac = drawer.getByRole('group').filter({ hasText: 'Porting authorisation code (PAC)' }).last();
  await pac.locator('summary').focus();
  await page.keyboard.press('Enter');
  await expect(pac.getByText('Text PAC to 65075', { exact: false }).first()).toBeVisible();
  await pac.getByLabel('Where to find it').fill(HINT);
  await pac.getByLabel('Pattern (regular expression)').fill('(?=A)B');
  await drawer.getByLabel('Another document').click();
  await page.getByRole('option', { name: 'Proof of identity' }).click();
  await drawer.getByRole('button', { name: 'Add', exact: true }).first().click();
  await drawer.getByRole('button', { name: 'Save' }).click();
  await expect(pac.getByText(/cannot be matched safely/)).toBeVisible();
  await expectAccessible(page);
  await pac.getByLabel('Pattern (regular expression)').fill('[A-Z]{3}\\d{6}');
  await drawer.getByRole('button', { name: 'Save' }).click();
  await expect(drawer.getByText('Changed by the operator')).toBeVisible();
  await expect(drawer.getByText(/^Daan Bakker/)).toBeVisible();

  const reader = await as('lotte');
  await visit(reader, MOBILE, 'Requirements');
  const section = reader.getByRole('region', { name: 'Mobile' });
  await expect(section.getByText(HINT)).toBeVisible();
  await expect(section.getByText('Proof of identity')).toBeVisible();
  await expect(reader.getByRole('dialog')).toHaveCount(0);

  await drawer.getByRole('button', { name: 'Reset to shipped' }).click();
  const asked = page.getByRole('dialog', { name: 'Reset to shipped' });
  await asked.getByRole('button', { name: 'Reset to shipped' }).click();
  await expect(drawer.getByText('Asked as shipped')).toBeVisible();
  await reader.reload();
  await expect(section.getByText('Text PAC to 65075', { exact: false })).toBeVisible();
  await expect(section.getByText(HINT)).toHaveCount(0);
});

test('a day becomes free with its reason, whom it concerns is told, and it is taken back', async ({ as, api }) => {
  test.slow();
  const { days } = await (await api('daan')).ask<{ days: { day: string; entries: { requestReference: string }[] }[] }>(
    `{ days: focCalendar(from: "${day(0)}", to: "${day(30)}") { day entries { requestReference losingCarrierName } } }`,
  );
  const busy = days.find(({ entries }) => entries.some((entry) => JSON.stringify(entry).includes('Albion')));
  const page = await as('daan');
  const on = busy?.day ?? day(20);
  await visit(page, `/settings/business-days?country=GB&year=${on.slice(0, 4)}`, 'Settings');
  await expect(page.getByText('Boxing Day').first()).toBeVisible();
  await page.getByRole('button', { name: 'Set a day' }).click();
  const drawer = page.getByRole('dialog', { name: 'Set a day' });
  await drawer.getByRole('textbox', { name: 'Day' }).fill(on);
  if (busy) await expect(drawer.getByText(/have their FOC date on this day/)).toBeVisible();
  await drawer.getByLabel('Reason').fill('The exchange moves.');
  await drawer.getByRole('button', { name: 'Set the day' }).click();
  await expect(drawer).toBeHidden();
  const set = page.getByRole('row').filter({ hasText: 'The exchange moves.' });
  await expect(set).toContainText('Free, set by the operator');
  await set.click();
  await drawer.getByRole('button', { name: 'As in the public calendar' }).click();
  await expect(drawer).toBeHidden();
  await expect(set).toHaveCount(0);
});
