import type { Page } from '@playwright/test';
import type { Api } from './api';
import { everywhere, expectAccessible } from './looks';
import { portOutWanted } from './orders';
import { paper } from './papers';
import { confirm, day, expect, heading, live, PATHS, row, test, visit } from './portico';

interface Asked {
  id: string;
  reference: string;
}

/** Polder Telecom asks for such numbers, and says more of their owner than it must. */
async function asked(staff: Api, count = 1): Promise<Asked & { numbers: string[] }> {
  const { carrier, account, numbers } = await portOutWanted(staff, count);
  const received = await staff.do<Asked>('portOutRequestReceive', {
    gainingCarrierId: carrier,
    carrierReference: `WEIGH-${Date.now()}`,
    numbers: numbers.map(({ e164 }) => ({ number: e164 })),
    accountNumber: account,
    endUser: 'North Sea Hotels BV',
    authorisedName: 'Mallory Stranger',
    serviceStreet: 'Kustweg 1',
    servicePostalCode: '1234AB',
    serviceCity: 'Nergenshuizen',
    requestedDate: day(5),
  });
  return { ...received, numbers: numbers.map(({ display }) => display) };
}

async function hand(page: Page, name: string): Promise<void> {
  await page
    .getByRole('region', { name: 'Papers' })
    .locator('input[type="file"]')
    .setInputFiles({ name, mimeType: 'application/pdf', buffer: paper(name) });
}

test('the owner weighs on one page and decides in two clicks, with what a yes leads to in view', async ({
  as,
  api,
}, info) => {
  test.slow();
  const request = await asked(await api('femke'), 2);
  const page = await as('anna');
  await visit(page, PATHS.portOuts, 'Port-outs');
  await expect(row(page, request.reference)).toContainText(/\d+ (day|days|h|min)/);
  await everywhere(page, info, 'port-outs-weighed');
  await row(page, request.reference).getByRole('link', { name: request.reference }).click();
  await expect(heading(page, request.reference)).toBeVisible();
  await live(page);

  const said = page.getByRole('region', { name: 'What the carrier says, beside the record' });
  const line = (field: string) => said.getByRole('listitem').filter({ hasText: field });
  await expect(line('End user')).toContainText('North Sea Hotels BV');
  await expect(line('End user')).toContainText('Northsea Hotels');
  await expect(line('End user')).toContainText('Nearly the same');
  await expect(line('Authorized by')).toContainText('Different');
  await expect(line('Account number here')).toContainText('The same');
  const consequence = page.getByRole('region', { name: 'What a yes leads to' });
  await expect(consequence).toContainText('2 numbers, to Polder Telecom');
  await expect(consequence).toContainText('€25.00');
  await expect(consequence).toContainText('Without an answer');
  await everywhere(page, info, 'port-out-weighed');

  await page.getByRole('button', { name: 'Reject', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Reject' })).not.toContainText('to Polder Telecom');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Approve' });
  await expect(dialog).toContainText('2 numbers, to Polder Telecom');
  await expect(dialog).toContainText('€25.00');
  await expectAccessible(page);
  await confirm(page, 'Approve');
  await expect(page.getByText('Approved', { exact: true }).first()).toBeVisible();

  // It waits in the queue of whoever releases it.
  const desk = await as('priya');
  await visit(desk, `${PATHS.portOuts}?tab=release`, 'Port-outs');
  await expect(row(desk, request.reference)).toContainText('Approved');
  await everywhere(desk, info, 'port-outs-release');
});

test('a paper of the carrier makes an approval void, and the owner’s own is nobody’s but theirs', async ({
  as,
  api,
}) => {
  test.slow();
  const request = await asked(await api('femke'));
  const page = await as('anna');
  await visit(page, `${PATHS.portOuts}/${request.id}`, request.reference);
  await live(page);
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await confirm(page, 'Approve');
  await expect(page.getByText('Approved', { exact: true }).first()).toBeVisible();

  const papers = page.getByRole('region', { name: 'Papers' });
  await hand(page, 'who-we-are.pdf');
  await expect(papers.getByRole('switch')).toHaveCount(0);
  await papers.getByRole('button', { name: 'Upload' }).click();
  await expect(papers).toContainText('Not shown to the carrier');
  await expect(page.getByText('Approved', { exact: true }).first()).toBeVisible();

  const desk = await as('priya');
  await visit(desk, `${PATHS.portOuts}/${request.id}`, request.reference);
  await hand(desk, 'loa.pdf');
  const theirs = desk.getByRole('region', { name: 'Papers' });
  await theirs.getByRole('switch', { name: /gaining carrier/ }).click({ force: true });
  await theirs.getByRole('button', { name: 'Upload' }).click();
  await expect(theirs).toContainText('From the gaining carrier');
  await expect(papers).toContainText('From the gaining carrier');
  await expect(page.getByText('Action required', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('list', { name: 'Timeline' })).toContainText('Paper handed in by the gaining carrier');
});

test('who reads a comment is chosen each time, and it is never the carrier by itself', async ({ as, api }) => {
  test.slow();
  const request = await asked(await api('femke'));
  const page = await as('anna');
  await visit(page, `${PATHS.portOuts}/${request.id}`, request.reference);
  await live(page);
  const talk = page.getByRole('region', { name: 'Comments' });
  const readers = talk.getByLabel('Who reads it');
  await talk.getByLabel('New comment').fill('Never heard of them.');
  await talk.getByRole('button', { name: 'Add comment' }).click();
  await expect(talk.getByRole('listitem')).toHaveCount(1);
  await expect(talk.getByText('The carrier reads it')).toHaveCount(0);
  await readers.selectOption('carrier');
  await expect(talk.getByText('The gaining carrier reads it as well.')).toBeVisible();
  await talk.getByLabel('New comment').fill('Who signed this?');
  await talk.getByRole('button', { name: 'Add comment' }).click();
  await expect(talk.getByRole('listitem').filter({ hasText: 'Who signed this?' })).toContainText(
    'The carrier reads it',
  );
  await expect(readers).toHaveValue('account');
  await expect(readers.getByRole('option')).toHaveCount(2);

  const desk = await as('femke');
  await visit(desk, `${PATHS.portOuts}/${request.id}`, request.reference);
  const said = desk.getByRole('region', { name: 'Comments' });
  await said.getByLabel('Who reads it').selectOption('internal');
  await said.getByLabel('New comment').fill('They did this before.');
  await said.getByRole('button', { name: 'Add internal comment' }).click();
  await expect(said.getByRole('listitem')).toHaveCount(3);
  await expect(talk.getByRole('listitem')).toHaveCount(2);
});

test('the page waits, fails and comes back as every page does', async ({ as, api, watch }) => {
  const request = await asked(await api('femke'));
  watch.expect(/net::ERR_FAILED/);
  const page = await as('anna');
  await page.route('**/graphql*', (route) => route.abort());
  await page.goto(`${PATHS.portOuts}/${request.id}`);
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await expectAccessible(page);
  await page.unroute('**/graphql*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(heading(page, request.reference)).toBeVisible();
});

test('in Dutch and German the same page says the same', async ({ as, api }, info) => {
  test.slow();
  const request = await asked(await api('femke'));
  const grace = await api('anna');
  const speak = (locale: string) =>
    grace.ask('mutation($locale: String!) { viewerChange(input: { locale: $locale }) { __typename } }', { locale });
  const page = await as('anna');
  for (const [locale, title, region] of [
    ['nl', 'Documenten', 'Wat de aanbieder zegt, naast wat bekend is'],
    ['de', 'Unterlagen', 'Was der Anbieter sagt, neben den Unterlagen'],
  ] as const) {
    await speak(locale);
    await page.goto(`${PATHS.portOuts}/${request.id}`);
    await expect(page.getByRole('region', { name: title, exact: true })).toBeVisible();
    await expect(page.getByRole('region', { name: region })).toBeVisible();
    await everywhere(page, info, `port-out-weighed-${locale}`);
    await page.goto(PATHS.portOuts);
    await expect(row(page, request.reference)).toBeVisible();
    await everywhere(page, info, `port-outs-weighed-${locale}`);
  }
  await speak('en');
});
