import type { Locator, Page } from '@playwright/test';
import { paper } from './papers';
import { businessDay, confirm, day, expect, heading, live, pass, row, test, visit } from './portico';

/** An operator's own house: what `portico init` makes of an empty folder. */
test.use({ kind: 'empty' });

const DAAN = 'daan@lowlands.example';
const ADA = 'ada@albion.example';
const SECRET = 'correct horse battery staple';
const NUMBER = '020 7946 0101';
const FOC_IN = 7;

async function choose(place: Page | Locator, label: string, option: string | RegExp): Promise<void> {
  await place.getByRole('combobox', { name: label }).click();
  const page = 'page' in place ? place.page() : place;
  await page.getByRole('option', { name: option }).click();
}

/** By the link of a letter, and a password of one's own. */
async function comeIn(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('textbox', { name: 'Choose a password' }).fill(SECRET);
  await page.getByRole('button', { name: 'Come in' }).click();
  await expect(heading(page, `Good to see you, ${name.split(' ')[0]}`)).toBeVisible();
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel(/^Password/).fill(SECRET);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(heading(page, /Good to see you/)).toBeVisible();
}

async function upload(page: Page, name: string, said: Record<string, string>): Promise<void> {
  await page.locator('input[type="file"]').setInputFiles({ name, mimeType: 'application/pdf', buffer: paper(name) });
  for (const [label, value] of Object.entries(said)) await page.getByLabel(label).fill(value);
  await page.getByRole('button', { name: 'Upload' }).click();
  await expect(page.getByRole('link', { name })).toBeVisible();
}

/** What stands on the list of what is missing, one line after the other; answers where the account is. */
async function setUp(staff: Page): Promise<string> {
  const panel = staff.getByRole('region', { name: 'Set up' });
  await panel.getByRole('link', { name: /No fee for United Kingdom/ }).click();
  const fee = staff.getByRole('dialog', { name: 'New fee' });
  await fee.getByLabel('Country').fill('GB');
  await fee.getByLabel('Currency').fill('EUR');
  await fee.getByLabel('Amount').fill('12.00');
  await fee.getByRole('button', { name: 'Set fee' }).click();
  await expect(staff.getByText('Fee saved.')).toBeVisible();

  await staff.goto('/carriers?open=new');
  const carrier = staff.getByRole('dialog', { name: 'New carrier' });
  await carrier.getByRole('textbox', { name: 'Name', exact: true }).fill('Thames Telecom');
  await carrier.getByLabel('Country').fill('GB');
  await carrier.getByRole('button', { name: 'Create carrier' }).click();
  await expect(row(staff, 'Thames Telecom')).toBeVisible();

  await staff.goto('/');
  await expect(panel.getByRole('link', { name: /No fee/ })).toHaveCount(0);
  await panel.getByRole('link', { name: /No account/ }).click();
  const account = staff.getByRole('dialog', { name: 'New account' });
  await account.getByRole('textbox', { name: 'Name', exact: true }).fill('Albion Trading');
  await account.getByLabel('Notification addresses').fill('desk@albion.example');
  await choose(account, 'Tier', /^Trial/);
  await account.getByRole('button', { name: 'Create account' }).click();
  await expect(heading(staff, 'Albion Trading')).toBeVisible();
  return staff.url();
}

async function invite(staff: Page): Promise<void> {
  await staff.goto('/users');
  await staff.getByRole('button', { name: 'Invite somebody' }).click();
  const form = staff.getByRole('dialog', { name: 'Invite somebody' });
  await choose(form, 'Account', 'Albion Trading');
  await form.getByLabel('Email').fill(ADA);
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Ada Byron');
  await form.getByRole('button', { name: 'Send the invitation' }).click();
  await expect(staff.getByText('Invitation on its way')).toBeVisible();
}

/** Up to the review, where a trial account is told that it may not submit. */
async function draft(page: Page): Promise<void> {
  await visit(page, '/porting-requests/new', 'New porting request');
  await choose(page, 'Country', 'United Kingdom');
  await choose(page, 'Type of number', 'Geographic');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabel('Numbers to port').fill(NUMBER);
  await expect(page.getByText('1 number read')).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'New company profile' }).click();
  const profile = page.getByRole('dialog', { name: 'New company profile' });
  for (const [label, text] of Object.entries(COMPANY)) await profile.getByLabel(label).fill(text);
  await profile.getByRole('button', { name: 'Create the profile' }).click();
  await expect(profile).toBeHidden();
  await choose(page, 'Losing carrier', /^Thames Telecom/);
  for (const [label, text] of Object.entries(SUBSCRIBER)) await page.getByLabel(label).fill(text);
  await choose(page, 'Line type', 'SINGLE');
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await upload(page, 'loa.pdf', { 'Signed by': 'Ada Byron', 'Signed on': day(-1) });
  await upload(page, 'invoice.pdf', { 'Issue date': day(-10) });
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('button', { name: 'Submit', exact: true })).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByText(/trial/i).first()).toBeVisible();
}

const COMPANY = {
  'What you call it': 'Head office',
  'Registered name': 'Albion Trading Ltd',
  'Registration number': '01234567',
  'First name of who may sign': 'Ada',
  'Last name of who may sign': 'Byron',
  'Phone of who may sign': '+442079460199',
  'Street and house number': '10 Broad Street',
  City: 'London',
  'Postal code': 'EC2N 1DL',
  'Email addresses for updates': 'ada@albion.example',
};
const SUBSCRIBER = {
  "Subscriber's name": 'Albion Trading Ltd',
  'Authorized person': 'Ada Byron',
  'Street and house number': '10 Broad Street',
  City: 'London',
  Postcode: 'EC2N 1DL',
  'Name of this request': 'The head office',
};

/** From the papers to a date of the losing carrier's. */
async function steer(staff: Page): Promise<void> {
  const papers = staff.getByRole('region', { name: 'Documents' });
  for (const left of [1, 0]) {
    await papers.getByRole('button', { name: 'Accept document' }).first().click();
    await confirm(staff, 'Accept document');
    await expect(papers.getByRole('button', { name: 'Accept document' })).toHaveCount(left);
  }
  await staff.getByRole('button', { name: 'Accept', exact: true }).click();
  await confirm(staff, 'Accept');
  await staff.getByRole('checkbox', { name: 'Select all rows on this page' }).check();
  const bar = staff.getByRole('region', { name: /selected/ });
  await bar.getByRole('button', { name: 'Start review' }).click();
  for (const verb of ['Mark portable', 'Start porting', 'Mark handed over']) {
    const button = bar.getByRole('button', { name: verb });
    await expect(button).not.toHaveAttribute('aria-disabled', 'true');
    await button.click();
    await confirm(staff, new RegExp(`^${verb}`));
  }
  await bar.getByRole('button', { name: 'Confirm FOC date' }).click();
  await staff.getByRole('dialog').getByLabel('FOC date').fill(businessDay(FOC_IN));
  await confirm(staff, 'Confirm FOC date');
  await expect(staff.getByRole('grid').getByText('FOC date set')).toBeVisible();
}

test('an operator begins with nothing, and a number comes and goes', async ({ guest, house, request, watch }) => {
  test.slow();
  watch.expect(/status of 401/);
  const staff = await guest();
  await comeIn(staff, await house.link(DAAN), 'Daan Bakker');
  const account = await setUp(staff);
  await invite(staff);

  const customer = await guest();
  await comeIn(customer, await house.link(ADA), 'Ada Byron');
  await draft(customer);
  await visit(staff, account, 'Albion Trading');
  await choose(staff, 'Tier', /^Standard/);
  await staff.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(staff.getByText('Settings saved')).toBeVisible();
  await customer.reload();
  await expect(customer.getByText('Everything is there.')).toBeVisible();
  await customer.getByRole('button', { name: 'Submit', exact: true }).click();
  await confirm(customer, 'Submit');
  await expect(customer).toHaveURL(/\/porting-requests\/preq_[a-z0-9]+$/);
  const path = new URL(customer.url()).pathname;
  await visit(staff, path, /PI-/);
  await live(staff);
  await steer(staff);

  pass(24 * (FOC_IN + 5));
  const desk = await guest();
  await signIn(desk, DAAN);
  await visit(desk, path, /PI-/);
  await desk.getByRole('checkbox', { name: 'Select all rows on this page' }).check();
  await desk
    .getByRole('region', { name: /selected/ })
    .getByRole('button', { name: /^Complete/ })
    .click();
  await confirm(desk, /^Complete/);
  await expect(desk.getByText('Completed', { exact: true }).first()).toBeVisible();

  // Another carrier's machine asks for the number; its owner agrees, and the desk releases and bills it.
  const [token] = (
    await house.portico('token', 'create', '--name', 'Sky', '--role', 'CARRIER', '--carrier', 'Sky')
  ).split('\n');
  const said = JSON.parse(await house.portico('account', 'show', 'albion-trading', '--json'));
  const input = { carrierReference: 'SKY-1', numbers: ['+442079460101'], accountNumber: said.accountNumber };
  const query = `mutation($input: PortOutRequestReceiveInput!) { portOutRequestReceive(input: $input) {
    ... on PortOutRequest { id reference } ... on Problem { code message } } }`;
  const answer = await request.post('/graphql', {
    data: { query, variables: { input } },
    headers: { authorization: `Bearer ${token}` },
  });
  const received = (await answer.json()).data.portOutRequestReceive;
  expect(received.reference).toMatch(/^PO-/);
  const owner = await guest();
  await signIn(owner, ADA);
  await visit(owner, `/port-out-requests/${received.id}`, received.reference);
  await owner.getByRole('button', { name: 'Approve' }).click();
  await confirm(owner, 'Approve');
  await visit(desk, `/port-out-requests/${received.id}`, received.reference);
  await desk.getByRole('button', { name: 'Approve release' }).click();
  await confirm(desk, 'Approve release');
  await expect(desk.getByText('Fee billed', { exact: true }).first()).toBeVisible();
  await expect(desk.getByText('€12.00')).toBeVisible();

  expect(await house.portico('backup', 'FOLDER/backup')).toContain('files, the journal to');
  expect(await house.portico('restore', 'FOLDER/backup', '--verify')).toContain('Whole: ');
});
