import { expect, type Page, test } from '@playwright/test';
import { CUSTOMER, expectAccessible, pdf, STAFF, signIn, today } from './desk';

/** A British number that no other run has used: the last digits of the moment, in a range reserved for fiction. */
function freshNumber(): string {
  return `020 7946 ${String(Date.now() % 700).padStart(4, '0')}`;
}

async function choose(page: Page, label: string, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option }).first().click();
}

async function upload(page: Page, name: string, text: string, signer?: string): Promise<void> {
  await page.locator('input[type="file"]').setInputFiles({ name, mimeType: 'application/pdf', buffer: pdf(text) });
  await page.getByLabel('Issue date').fill(today());
  if (signer) {
    await page.getByLabel('Signed by').fill(signer);
    await page.getByLabel('Signed on').fill(today());
  }
  await page.getByRole('button', { name: 'Upload' }).click();
  await expect(page.getByRole('link', { name })).toBeVisible();
}

async function confirm(page: Page, verb: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: verb });
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: verb }).click();
  await expect(dialog).toBeHidden();
}

test.setTimeout(180_000);

test('a customer brings a number on the screen and the desk takes it to a FOC date', async ({
  page,
  browser,
  baseURL,
}) => {
  await signIn(page, CUSTOMER);
  await page.goto('/porting-requests/new');
  await choose(page, 'Country', 'United Kingdom');
  await choose(page, 'Type of number', 'Geographic');
  await expect(page.getByRole('heading', { name: 'What is needed' })).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).click();

  await page.getByLabel('Numbers to port').fill(`${freshNumber()}\nnot a number\n+31 20 123 4599`);
  await expect(page.getByText('2 numbers read, 1 line cannot be used')).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('cell', { name: /is a geographic number in the Netherlands/ })).toBeVisible();
  await page.getByRole('button', { name: /Leave 1 line out/ }).click();

  await choose(page, 'Company profile', /.+/);
  await choose(page, 'Losing carrier', /\(GB\)/);
  await page.getByLabel("Subscriber's name").fill('Walked Through Ltd');
  await page.getByLabel('Authorized person').fill('Anna Visser');
  await page.getByLabel('Street and house number').fill('1 Strand');
  await page.getByLabel('City').fill('London');
  await page.getByLabel('Postcode').fill('WC2N 5HR');
  await choose(page, 'Line type', 'SINGLE');
  await page.getByLabel('Name of this request').fill('Walked through');
  await page.getByRole('button', { name: 'Save and go on' }).click();

  await upload(page, 'loa.pdf', 'Letter of authorization', 'Anna Visser');
  await upload(page, 'invoice.pdf', 'Invoice');
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByText('Everything is there.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  await confirm(page, 'Submit');
  await expect(page).toHaveURL(/\/porting-requests\/preq_/);
  await expect(page.getByText('Requested', { exact: true }).first()).toBeVisible();

  const desk = await (await browser.newContext({ baseURL })).newPage();
  await signIn(desk, STAFF);
  await desk.goto(new URL(page.url()).pathname);
  await desk.getByRole('button', { name: 'Accept', exact: true }).click();
  await confirm(desk, 'Accept');
  for (let left = 2; left > 0; left--) {
    await desk.getByRole('button', { name: 'Accept document' }).first().click();
    await confirm(desk, 'Accept document');
    await expect(desk.getByRole('button', { name: 'Accept document' })).toHaveCount(left - 1);
  }
  // The selection stays, and with each move the bar offers the next.
  await desk.getByRole('checkbox', { name: 'Select all rows on this page' }).check();
  await desk.getByRole('button', { name: 'Start review' }).click();
  for (const verb of ['Mark portable', 'Start porting', 'Mark handed over']) {
    await desk.locator('button:not([aria-disabled])', { hasText: verb }).click();
    await confirm(desk, verb);
  }
  await desk.getByRole('button', { name: 'Confirm FOC date' }).click();
  await desk.getByLabel('FOC date').last().fill(nextTuesday());
  await expectAccessible(desk);
  await confirm(desk, 'Confirm FOC date');

  await expect(desk.getByRole('grid').getByText('FOC date set')).toBeVisible();
  await expect(page.getByRole('grid').getByText('FOC date set'), 'the customer sees it without a reload').toBeVisible();
});

/** A Tuesday more than a week away is a business day nearly everywhere. */
function nextTuesday(): string {
  const day = new Date(Date.now() + 8 * 86_400_000);
  day.setUTCDate(day.getUTCDate() + ((2 - day.getUTCDay() + 7) % 7));
  return day.toISOString().slice(0, 10);
}
