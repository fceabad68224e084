import type { Locator, Page } from '@playwright/test';
import { businessDay, confirm, day, expect, heading, live, PATHS, pass, row, test, visit } from './portico';
import { choose, comeIn, fill, signIn, upload } from './steps';

/** An operator's own house: what `portico init` makes of an empty folder. */
test.use({ kind: 'empty' });

const DAAN = 'daan@lowlands.example';
const FEMKE = 'femke@lowlands.example';
const ADA = 'ada@albion.example';
const SECRET = 'correct horse battery staple';
const PORTED = { typed: '020 7946 0101', display: '+44 20 7946 0101' };
const NATIVE = { typed: '020 7946 0200', display: '+44 20 7946 0200' };
const FOC_IN = 7;
const LEAVES_IN = 4;
const HOURS = 24;

/** What stands on the list of what is missing, one line after the other, and the losing carrier. */
async function setUp(staff: Page): Promise<void> {
  const panel = staff.getByRole('region', { name: 'Set up' });
  await panel.getByRole('link', { name: /No fee for the United Kingdom/ }).click();
  const fee = staff.getByRole('dialog', { name: 'New fee' });
  await fill(fee, { Country: 'GB', Currency: 'EUR', Amount: '12.00' });
  await fee.getByRole('button', { name: 'Set fee' }).click();
  await expect(staff.getByText('Fee saved.')).toBeVisible();

  await visit(staff, PATHS.carriers, 'Carriers');
  await staff.getByRole('button', { name: 'New carrier' }).click();
  const carrier = staff.getByRole('dialog', { name: 'New carrier' });
  await carrier.getByRole('textbox', { name: 'Name', exact: true }).fill('Thames Telecom');
  await carrier.getByLabel('Country').fill('GB');
  await carrier.getByRole('button', { name: 'Create carrier' }).click();
  await expect(row(staff, 'Thames Telecom')).toBeVisible();

  await visit(staff, PATHS.home, /Good to see you/);
  await expect(panel.getByRole('link', { name: /No account/ })).toBeVisible();
  await expect(panel.getByRole('link', { name: /No fee/ })).toHaveCount(0);
  await panel.getByRole('link', { name: /No account/ }).click();
  const account = staff.getByRole('dialog', { name: 'New account' });
  await account.getByRole('textbox', { name: 'Name', exact: true }).fill('Albion Trading');
  await account.getByLabel('Notification addresses').fill('desk@albion.example');
  await choose(account, 'Tier', /^Trial/);
  await account.getByRole('button', { name: 'Create account' }).click();
  await expect(heading(staff, 'Albion Trading')).toBeVisible();

  await visit(staff, PATHS.home, /Good to see you/);
  await expect(staff.getByRole('heading', { level: 2 }).first()).toBeVisible();
  await expect(panel).toHaveCount(0);
}

/** A number of the operator's own, pasted into the inventory of its customer. */
async function addNative(staff: Page): Promise<void> {
  await visit(staff, PATHS.inventory, 'Inventory');
  await staff.getByRole('button', { name: 'Add numbers' }).click();
  const form = staff.getByRole('dialog', { name: 'Add numbers' });
  await choose(form, 'Account', 'Albion Trading');
  await form.getByLabel('Country').fill('GB');
  await form.getByRole('textbox', { name: 'Numbers', exact: true }).fill(NATIVE.typed);
  await form.getByRole('button', { name: 'Add numbers' }).click();
  await expect(form).toBeHidden();
  await expect(row(staff, NATIVE.display)).toContainText('In service');
}

async function invite(staff: Page, who: { email: string; name: string; account?: string }): Promise<void> {
  await visit(staff, PATHS.users, 'Users');
  await staff.getByRole('button', { name: 'Invite somebody' }).click();
  const form = staff.getByRole('dialog', { name: 'Invite somebody' });
  if (who.account) await choose(form, 'Account', who.account);
  await form.getByLabel('Email').fill(who.email);
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill(who.name);
  await form.getByRole('button', { name: 'Send the invitation' }).click();
  await expect(form).toBeHidden();
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

/** Up to the review, where a trial account is told that it may not submit. */
async function draft(page: Page): Promise<void> {
  await visit(page, PATHS.newRequest, 'New porting request');
  await choose(page, 'Country', 'United Kingdom');
  await choose(page, 'Type of number', 'Geographic');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabel('Numbers to port').fill(PORTED.typed);
  await expect(page.getByText('1 number read')).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'New company profile' }).click();
  const profile = page.getByRole('dialog', { name: 'New company profile' });
  await fill(profile, COMPANY);
  await profile.getByRole('button', { name: 'Create the profile' }).click();
  await expect(profile).toBeHidden();
  await choose(page, 'Losing carrier', /^Thames Telecom/);
  await fill(page, SUBSCRIBER);
  await choose(page, 'Line type', 'SINGLE');
  await page.getByRole('button', { name: 'Save and go on' }).click();
  await upload(page, 'loa.pdf', { 'Signed by': 'Ada Byron', 'Signed on': day(-1) });
  await upload(page, 'invoice.pdf', { 'Issue date': day(-10) });
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('button', { name: 'Submit', exact: true })).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByText(/trial/i).first()).toBeVisible();
}

async function raise(staff: Page): Promise<void> {
  await visit(staff, PATHS.accounts, 'Accounts');
  await row(staff, 'Albion Trading').dblclick();
  await expect(heading(staff, 'Albion Trading')).toBeVisible();
  await choose(staff, 'Tier', /^Standard/);
  await staff.getByRole('button', { name: 'Save', exact: true }).first().click();
  await expect(staff.getByText('Settings saved')).toBeVisible();
}

/** Answers where the request is. */
async function submit(page: Page): Promise<string> {
  await page.reload();
  await expect(page.getByText('Everything is there.')).toBeVisible();
  await page.getByRole('button', { name: 'Submit', exact: true }).click();
  await confirm(page, 'Submit');
  await expect(page).toHaveURL(/\/porting-requests\/preq_[a-z0-9]+$/);
  return new URL(page.url()).pathname;
}

function bar(staff: Page): Locator {
  return staff.getByRole('region', { name: /selected/ });
}

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
  await bar(staff).getByRole('button', { name: 'Start review' }).click();
  for (const verb of ['Mark portable', 'Start porting', 'Mark handed over']) {
    const button = bar(staff).getByRole('button', { name: verb });
    await expect(button).not.toHaveAttribute('aria-disabled', 'true');
    await button.click();
    await confirm(staff, new RegExp(`^${verb}`));
  }
  await bar(staff).getByRole('button', { name: 'Confirm FOC date' }).click();
  await staff.getByRole('dialog').getByLabel('FOC date').fill(businessDay(FOC_IN));
  await confirm(staff, 'Confirm FOC date');
  await expect(staff.getByRole('grid').getByText('FOC date set')).toBeVisible();
}

async function complete(staff: Page): Promise<void> {
  await staff.getByRole('checkbox', { name: 'Select all rows on this page' }).check();
  await bar(staff)
    .getByRole('button', { name: /^Complete/ })
    .click();
  await confirm(staff, /^Complete/);
  await expect(staff.getByText('Completed', { exact: true }).first()).toBeVisible();
}

/** A letter of another carrier's, written down by staff; answers where the request is. */
async function receive(staff: Page): Promise<string> {
  await visit(staff, PATHS.accounts, 'Accounts');
  const number = await row(staff, 'Albion Trading')
    .getByText(/^\d{10}$/)
    .innerText();
  await visit(staff, PATHS.portOuts, 'Port-outs');
  await staff.getByRole('button', { name: 'Record a request' }).click();
  const form = staff.getByRole('dialog', { name: 'Record a request' });
  await choose(form, 'Gaining carrier', /^Sky/);
  await fill(form, {
    "Carrier's reference": 'SKY-1',
    'Numbers asked for': PORTED.typed,
    'End user': 'Albion Trading Ltd',
    'Authorized by': 'Ada Byron',
    'Account number here': number,
    'Requested for': day(LEAVES_IN),
  });
  await expect(form.getByText('1 number read')).toBeVisible();
  await form.getByRole('button', { name: 'Record a request' }).click();
  await expect(heading(staff, /^PO-/)).toBeVisible();
  return new URL(staff.url()).pathname;
}

async function billed(page: Page): Promise<void> {
  await expect(page.getByText('Fee billed', { exact: true }).first()).toBeVisible();
  await expect(page.getByText('€12.00').first()).toBeVisible();
}

test('an operator begins with nothing, and a number comes and goes', async ({ guest, house, watch }) => {
  test.setTimeout(600_000);
  watch.expect(/status of 401/);
  const staff = await guest();
  await comeIn(staff, await house.link(DAAN), 'Daan Bakker', SECRET);
  await setUp(staff);
  await addNative(staff);
  await invite(staff, { email: FEMKE, name: 'Femke de Vries' });
  await invite(staff, { email: ADA, name: 'Ada Byron', account: 'Albion Trading' });

  const customer = await guest();
  await comeIn(customer, await house.link(ADA), 'Ada Byron', SECRET);
  await draft(customer);
  await raise(staff);
  const request = await submit(customer);
  await visit(staff, request, /^PI-/);
  await live(staff);
  await steer(staff);
  await comeIn(await guest(), await house.link(FEMKE), 'Femke de Vries', SECRET);

  pass(HOURS * (FOC_IN + 5));
  const desk = await guest();
  await signIn(desk, DAAN, SECRET);
  await visit(desk, request, /^PI-/);
  await complete(desk);
  await visit(desk, PATHS.inventory, 'Inventory');
  await expect(row(desk, PORTED.display)).toContainText('In service');

  // Whoever wrote the letter down does not release what its owner agreed to; a colleague does.
  const portOut = await receive(desk);
  const owner = await guest();
  await signIn(owner, ADA, SECRET);
  await visit(owner, portOut, /^PO-/);
  await owner.getByRole('button', { name: 'Approve', exact: true }).click();
  await confirm(owner, 'Approve');
  await expect(owner.getByText('Approved', { exact: true }).first()).toBeVisible();
  await live(desk);
  await expect(desk.getByRole('button', { name: 'Approve release' })).toHaveAttribute('aria-disabled', 'true');
  const colleague = await guest();
  await signIn(colleague, FEMKE, SECRET);
  await visit(colleague, portOut, /^PO-/);
  await colleague.getByRole('button', { name: 'Approve release' }).click();
  await confirm(colleague, 'Approve release');
  await billed(colleague);
  await billed(owner);

  pass(HOURS * (LEAVES_IN + 1));
  const later = await guest();
  await signIn(later, FEMKE, SECRET);
  await visit(later, portOut, /^PO-/);
  await later.getByRole('button', { name: 'Release numbers' }).click();
  await confirm(later, 'Release numbers');
  await expect(later.getByText('Ported out', { exact: true }).first()).toBeVisible();
  await billed(later);

  // Another machine takes over, and nothing is wrong with it.
  expect(await house.portico('backup', 'FOLDER/backup')).toContain('files, the journal to');
  expect(await house.portico('restore', 'FOLDER/backup', '--verify')).toContain('Whole: ');
  await Promise.all([staff, customer, desk, owner, colleague, later].map((page) => page.close()));
  const elsewhere = await house.restored('FOLDER/backup');
  watch.alsoOwn(elsewhere);
  const next = await guest();
  await signIn(next, DAAN, SECRET, elsewhere);
  await next.getByRole('button', { name: 'See what would happen' }).click();
  const held = next.getByRole('dialog', { name: 'Mail room and clock are held' });
  await held.getByRole('button', { name: 'Release' }).click();
  await expect(next.getByText('Held: no mail leaves')).toHaveCount(0);
  await visit(next, `${elsewhere}${request}`, /^PI-/);
  await expect(next.getByText('Completed', { exact: true }).first()).toBeVisible();
  await visit(next, `${elsewhere}${portOut}`, /^PO-/);
  await billed(next);
  await next.close();
  expect(await house.doctor()).toBe('FINE');
});
