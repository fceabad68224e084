import { expectAccessible } from './looks';
import { freeNumbers } from './orders';
import { confirm, day, expect, heading, PATHS, row, test, visit } from './portico';
import { choose, upload } from './steps';

/** Each country of this spec has numbers that no other spec brings. */
const DUTCH = '+3140123';
const BRITISH = '+44151496';

test('a customer brings numbers, from the country to the submitted request', async ({ as, api }) => {
  test.slow();
  const [own, first, , last] = await freeNumbers(await api('anna'), DUTCH, 4);
  if (!own || !first || !last) throw new Error('the stem has no numbers left');
  const page = await as('anna');
  await visit(page, PATHS.requests, 'Porting requests');
  await page.getByRole('main').getByText('New porting request').click();
  await expect(heading(page, 'New porting request')).toBeVisible();

  // Country and type: what is needed is shown before anything is asked.
  await expect(page.getByRole('button', { name: 'Next' })).toBeDisabled();
  await choose(page, 'Country', 'Netherlands');
  await choose(page, 'Type of number', 'Geographic');
  await expect(page.getByRole('heading', { name: 'What is needed' })).toBeVisible();
  await expect(page.getByText('Letter of authorization (LOA)')).toBeVisible();
  await expect(page.getByText('at most 60 days old')).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).click();

  // A workbook is no text, also by the name of one; what can be dropped is said.
  const file = page.locator('input[type="file"]');
  const workbook = Buffer.from('PK\u0003\u0004');
  await file.setInputFiles({ name: 'numbers.xlsx', mimeType: 'application/vnd.ms-excel', buffer: workbook });
  await expect(page.getByRole('alert')).toContainText('Not taken: numbers.xlsx. Only CSV or text files');
  await file.setInputFiles({ name: 'numbers.csv', mimeType: 'text/csv', buffer: workbook });
  await expect(page.getByRole('alert')).toContainText('Not taken: numbers.csv.');
  await expect(page.getByLabel('Numbers to port')).toHaveValue('');

  // Numbers in any spelling: a range, a line that is none, one twice, one of another country.
  const pasted = [own, `00${first.slice(1)}-${last.slice(-2)}`, 'call the office', own, '+44 20 7946 0001'];
  await page.getByLabel('Numbers to port').fill(pasted.join('\n'));
  await expect(page.getByText('4 numbers read, 3 lines cannot be used')).toBeVisible();
  const refused = page.getByRole('table', { name: 'Lines that cannot be used' });
  await expect(row(refused, 'call the office')).toContainText('not a phone number');
  await expect(row(refused, own)).toContainText('stands on line 1 already');
  await expect(row(refused, '+44 20 7946 0001')).toContainText('United Kingdom');
  await page.getByRole('button', { name: 'Next' }).click();

  // Details: what the country asks for.
  await expect(page.getByRole('heading', { name: 'At the losing carrier' })).toBeVisible();
  await choose(page, 'Company profile', /^Northsea Hotels NL/);
  await choose(page, 'Losing carrier', /^Polder Telecom/);
  await page.getByLabel("Subscriber's name").fill('Hotel De Nieuwe Test');
  await page.getByLabel('Authorized person').fill('Anna Visser');
  await page.getByLabel('Street and house number').fill('Damrak 1');
  await page.getByLabel('City').fill('Amsterdam');
  await page.getByLabel('Postal code').fill('1012 LG');
  await page.getByLabel('Name of this request').fill('The new test hotel');
  await page.getByRole('button', { name: 'Save and go on' }).click();

  // Before the papers are there the review says what is missing.
  await expect(page.getByRole('heading', { name: 'What is needed' })).toBeVisible();
  await page.getByRole('button', { name: 'Review and submit' }).click();
  await expect(page.getByText(/keep it from being submitted|keeps it from being submitted/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Submit', exact: true })).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('button', { name: 'Documents' }).click();
  await upload(page, 'loa.pdf', { 'Signed by': 'Anna Visser', 'Signed on': day(-1) });
  await upload(page, 'invoice.pdf', { 'Issue date': day(-10) });
  await page.getByRole('button', { name: 'Next' }).click();

  // The address holds draft and step: a reload loses nothing.
  await expect(page.getByText('Everything is there. The request can be submitted.')).toBeVisible();
  await page.reload();
  await expect(page.getByText('Everything is there. The request can be submitted.')).toBeVisible();
  await expect(page.getByText('Hotel De Nieuwe Test')).toBeVisible();
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('Sends the request to our staff');
  await confirm(page, 'Submit');

  await expect(page).toHaveURL(/\/porting-requests\/preq_[a-z0-9]+$/);
  await expect(page.getByText('The new test hotel')).toBeVisible();
  await expect(page.getByText('Requested', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('list', { name: 'Timeline' })).toContainText('Request submitted');
});

test('a British request asks for what that country asks, and its review is accessible', async ({ as, api }) => {
  test.slow();
  const [own] = await freeNumbers(await api('anna'), BRITISH, 1);
  const page = await as('anna');
  await visit(page, PATHS.newRequest, 'New porting request');
  await choose(page, 'Country', 'United Kingdom');
  await choose(page, 'Type of number', 'Geographic');
  await expect(page.getByRole('heading', { name: 'What is needed' })).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).click();

  await page.getByLabel('Numbers to port').fill(`${own?.replace('+44', '0')}\nnot a number\n+31 20 123 4599`);
  await expect(page.getByText('1 number read, 2 lines cannot be used')).toBeVisible();
  await expect(page.getByRole('cell', { name: /is a geographic number in the Netherlands/ })).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).click();

  await choose(page, 'Company profile', /^Northsea Hotels UK/);
  // A carrier that nobody keeps: its name is typed.
  await choose(page, 'Losing carrier', 'My carrier is not in the list');
  await page.getByLabel('Name of your carrier').fill('Strand Telephony');
  await page.getByLabel("Subscriber's name").fill('Walked Through Ltd');
  await page.getByLabel('Authorized person').fill('Anna Visser');
  await page.getByLabel('Street and house number').fill('1 Strand');
  await page.getByLabel('City').fill('London');
  await page.getByLabel('Postcode').fill('WC2N 5HR');
  await choose(page, 'Line type', 'SINGLE');
  await page.getByLabel('Name of this request').fill('Walked through');
  await page.getByRole('button', { name: 'Save and go on' }).click();

  const issued = { 'Issue date': day(0) };
  await upload(page, 'loa.pdf', { ...issued, 'Signed by': 'Anna Visser', 'Signed on': day(0) });
  await upload(page, 'invoice.pdf', issued);
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByText('Everything is there.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  await confirm(page, 'Submit');
  await expect(page).toHaveURL(/\/porting-requests\/preq_/);
  await expect(page.getByText('Requested', { exact: true }).first()).toBeVisible();

  // Staff find it in their queue and say which carrier was meant; only then the request can be accepted.
  const desk = await as('femke');
  await visit(desk, page.url(), /PI-/);
  await expect(desk.getByText('Strand Telephony (not on the list yet)')).toBeVisible();
  await expect(desk.getByRole('button', { name: 'Accept', exact: true })).toHaveAttribute('aria-disabled', 'true');
  await desk.getByRole('button', { name: 'Match the carrier' }).click();
  await choose(desk, 'Losing carrier', /^Albion Voice.*\(GB\)/);
  await confirm(desk, 'Match the carrier');
  await expect(desk.getByText('Strand Telephony (not on the list yet)')).toBeHidden();
  await expect(desk.getByRole('button', { name: 'Accept', exact: true })).not.toHaveAttribute('aria-disabled');
});

test('a file that is not what it says is refused with the reason', async ({ as, api, watch }) => {
  watch.expect(/status of 415/);
  const leeds = await (await api('anna')).orderNamed('Leeds Foundry');
  const page = await as('anna');
  await visit(page, `${PATHS.newRequest}?draft=${leeds.id}&step=papers`, /New porting request/);
  const file = page.locator('input[type="file"]');
  await file.setInputFiles({ name: 'loa.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ no paper') });
  await page.getByRole('button', { name: 'Upload' }).click();
  await expect(page.getByRole('alert')).toContainText(/PDF/);
  await page.getByRole('button', { name: 'Not now' }).click();
  await file.setInputFiles({ name: 'macro.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ') });
  await expect(page.getByRole('alert')).toContainText('Not taken: macro.exe');
});

test('a number that is in service here is named where one would submit', async ({ as, api }) => {
  const anna = await api('anna');
  const draft = await anna.do<{ id: string }>('portingRequestCreate', {
    country: 'NL',
    numberType: 'GEOGRAPHIC',
    numbers: ['+31201234600'],
    name: 'Here already',
  });
  const page = await as('anna');
  await visit(page, `${PATHS.newRequest}?draft=${draft.id}&step=review`, /New porting request/);
  await expect(page.getByText(/in service here: \+31201234600/)).toBeVisible();
  await page.getByRole('button', { name: 'Discard draft' }).click();
  await confirm(page, 'Discard draft');
  await expect(heading(page, 'Porting requests')).toBeVisible();
});
