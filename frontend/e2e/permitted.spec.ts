import type { Page } from '@playwright/test';
import { DESK } from './looks';
import { expect, PASSWORD, PATHS, type Person, row, test, visit } from './portico';

test.use({ viewport: DESK });

const ONLY = 'Only administrators of the operator change this.';
/** Where an agent of the operator reads what administrators change, with what is there for these. */
const READ_ONLY = [
  { path: `${PATHS.carriers}`, title: 'Carriers', opens: 'Albion Voice', buttons: /New carrier|Retire|Add a contact/ },
  { path: `${PATHS.fees}`, title: 'Fees', opens: '£', buttons: /New fee|End|Take back/ },
  { path: `${PATHS.reasons}`, title: 'Reasons', buttons: /^Save/ },
  { path: `${PATHS.accounts}`, title: 'Accounts', buttons: /New account/ },
  { path: `${PATHS.requirements}?country=GB&open=MOBILE`, title: 'Requirements', buttons: /^Save|Reset|Add|Don't ask/ },
  { path: '/settings/business-days?country=GB&open=2027-12-27', title: 'Settings', buttons: /Set/ },
  { path: '/settings/mail', title: 'Settings', buttons: /^Send/ },
  { path: '/settings/webhooks', title: 'Settings', buttons: /New endpoint/ },
] as const;

test('an agent of the operator finds no button that would be refused, and is told who may', async ({ as }) => {
  test.slow();
  const page = await as('femke');
  for (const { path, title, buttons, ...more } of READ_ONLY) {
    await test.step(path, async () => {
      await visit(page, path, title);
      if ('opens' in more) await row(page, more.opens).first().click();
      if (!/accounts|webhooks/.test(path)) await expect(page.getByText(ONLY)).toBeVisible();
      await expect(
        page.getByRole('main').or(page.getByRole('dialog')).getByRole('button', { name: buttons }),
      ).toHaveCount(0);
      await expectOnlyRead(page, !/accounts|webhooks/.test(path));
    });
  }
});

/** Nothing in the form can be filled in or sent. */
async function expectOnlyRead(page: Page, hasForm: boolean): Promise<void> {
  await expect(page.locator('main button[type=submit], [role=dialog] button[type=submit]')).toHaveCount(0);
  if (hasForm) await expect(page.locator('fieldset:disabled input, fieldset:disabled textarea').first()).toBeDisabled();
}

const MAKES: { path: string; title: string; button: string | RegExp }[] = [
  { path: PATHS.requests, title: 'Porting requests', button: 'New porting request' },
  { path: PATHS.profiles, title: 'Profiles', button: 'New company profile' },
  { path: PATHS.calendar, title: 'Calendar', button: 'Make a link' },
];

for (const [who, may] of [
  ['lotte', false],
  ['anna', true],
] as const satisfies readonly [Person, boolean][]) {
  test(`whoever may ${may ? 'make' : 'only read'} requests finds ${may ? 'the ways to it' : 'no way to it'}: ${who}`, async ({
    as,
  }) => {
    const page = await as(who);
    for (const { path, title, button } of MAKES) {
      await visit(page, path, title);
      const main = page.getByRole('main');
      const found = main.getByRole('button', { name: button }).or(main.getByRole('link', { name: button }));
      await expect(main.locator('[aria-busy="true"]')).toHaveCount(0);
      await expect(found).toHaveCount(may ? 1 : 0);
    }
  });
}

test('whoever is raised or lowered meanwhile finds what they may do without a reload', async ({ as, api }) => {
  const [page, admin] = [await as('femke'), await api('daan')];
  await visit(page, PATHS.carriers, 'Carriers');
  const button = page.getByRole('button', { name: 'New carrier' });
  await expect(page.getByText('Albion Voice').first()).toBeVisible();
  await expect(button).toHaveCount(0);
  const found = await admin.ask<{ users: { edges: { node: { id: string } }[] } }>(
    '{ users(filter: {search: "femke@"}) { edges { node { id } } } }',
  );
  const become = async (level: 'ADMIN' | 'AGENT') => {
    const { userChange } = await admin.ask<{ userChange: { level?: string } }>(
      'mutation($input: UserChangeInput!) { userChange(input: $input) { ... on User { level } ... on Problem { code } } }',
      { input: { id: found.users.edges[0]?.node.id, level, password: PASSWORD } },
    );
    expect(userChange.level).toBe(level);
  };
  await become('ADMIN');
  await expect(button).toBeVisible();
  await become('AGENT');
  await expect(button).toHaveCount(0);
});

test('an account says where its numbers in service ring, and whoever only reads does not', async ({ as }) => {
  const page = await as('anna');
  await visit(page, PATHS.inventory, 'Inventory');
  const number = row(page, '+31 20 123 4500');
  await number.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Assign configuration' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Configuration profile' }).click();
  const choice = page.getByRole('option').last();
  const name = (await choice.textContent()) ?? '';
  await choice.click();
  await dialog.getByRole('button', { name: 'Assign configuration' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Assign configuration' })).toContainText('+31 20 123 4500');
  await expect(number).toContainText(name);
  const reader = await as('lotte');
  await visit(reader, PATHS.inventory, 'Inventory');
  await expect(row(reader, '+31 20 123 4500')).toBeVisible();
  await expect(reader.getByRole('checkbox')).toHaveCount(0);
});
