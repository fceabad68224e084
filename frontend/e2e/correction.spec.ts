import type { Locator } from '@playwright/test';
import { handedOver } from './orders';
import { confirm, expect, live, PATHS, row, test, visit } from './portico';

const STEM = '+44117496';

/** The labels of everything that can be filled in there, without the mark of a required field. */
async function labels(form: Locator): Promise<string[]> {
  const found = await form
    .getByRole('textbox')
    .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).labels?.[0]?.textContent ?? ''));
  return found.map((label) => label.replace(/\s*\*$/, ''));
}

test('staff name what is wrong; the customer opens exactly that, corrects it and resubmits', async ({ as, api }) => {
  test.slow();
  const staff = await api('femke');
  const order = await handedOver(await api('anna'), staff, { stem: STEM, name: 'To be corrected' });
  const [refused, untouched] = order.numbers;
  if (!refused || !untouched) throw new Error('the order has no numbers');

  const desk = await as('femke');
  await visit(desk, `${PATHS.requests}/${order.id}`, order.reference);
  await row(desk, refused.display).getByRole('checkbox').check();
  const bar = desk.getByRole('region', { name: '1 selected' });
  await bar.getByRole('button', { name: 'Require action' }).click();
  const asking = desk.getByRole('dialog');
  await expect(asking.getByRole('button', { name: 'Require action' })).toBeDisabled();
  await asking.getByRole('checkbox', { name: /^The account number is not the one/ }).check();
  await asking.getByRole('checkbox', { name: /^The postal code is not the one/ }).check();
  await confirm(desk, 'Require action');
  await expect(row(desk, refused.display)).toContainText('Action required');
  await expect(row(desk, untouched.display)).toContainText('In process');

  const page = await as('anna');
  await visit(page, PATHS.home, /Good to see you, Anna/);
  await page.getByRole('region', { name: 'Numbers to correct' }).getByRole('link', { name: order.reference }).click();
  await live(page);
  const correction = page.getByRole('region', { name: '1 number to correct' });
  await expect(correction).toContainText('The account number is not the one the losing carrier has');
  await expect(correction).toContainText(refused.display);
  await expect(correction).not.toContainText(untouched.display);
  await expect(correction.getByRole('textbox')).toHaveCount(2);
  expect((await labels(correction)).sort()).toEqual(['Account number', 'Postcode']);
  await expect(correction).toContainText('Letter of authorization (LOA)');

  // Nothing corrected yet: the resubmission is refused in the dialog, and nothing is lost.
  await correction.getByRole('button', { name: 'Resubmit' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Resubmit' }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Not now' }).click();

  // What the server refuses stays in its field with the reason.
  await correction.getByLabel('Account number').fill('AV-20002'.repeat(10));
  await correction.getByLabel('Postcode').fill('W8 5NB');
  await correction.getByRole('button', { name: 'Save the corrections' }).click();
  await expect(correction.getByText('At most 60 characters')).toBeVisible();
  await expect(correction.getByLabel('Account number')).toHaveAttribute('aria-invalid', 'true');
  await correction.getByLabel('Account number').fill('AV-20002');
  await correction.getByRole('button', { name: 'Save the corrections' }).click();
  await expect(page.getByText('Corrections saved')).toBeVisible();

  await correction.getByRole('button', { name: 'Resubmit' }).click();
  await confirm(page, 'Resubmit');
  await expect(row(page.getByRole('grid'), refused.display)).toContainText('In process');
  await expect(correction).toHaveCount(0);
  await expect(page.getByRole('list', { name: 'Timeline' })).toContainText('Resubmitted');
  await expect(page.getByRole('region', { name: 'Attempts' }).getByRole('row')).toHaveCount(3);

  // The desk saw it happen.
  await expect(row(desk, refused.display)).toContainText('In process');
});

test('data that is right as it stands is confirmed with what was checked', async ({ as, api }) => {
  const staff = await api('femke');
  const order = await handedOver(await api('anna'), staff, { stem: STEM, name: 'Right as it stands', count: 1 });
  const [number] = order.numbers;
  await staff.move('RequireAction', order.numbers, { codes: ['NUMBER_HAS_FEATURE'] });
  const page = await as('anna');
  await visit(page, `${PATHS.requests}/${order.id}`, order.reference);
  const correction = page.getByRole('region', { name: '1 number to correct' });
  await expect(correction.getByRole('textbox')).toHaveCount(0);
  await correction.getByRole('button', { name: 'Resubmit' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/A feature on the number/).fill('The hunt group was removed on Monday.');
  await confirm(page, 'Resubmit');
  await expect(row(page.getByRole('grid'), number?.display ?? '')).toContainText('In process');
});
