import type { Page, TestInfo } from '@playwright/test';
import { DESK, everywhere, loadedEverywhere } from './looks';
import { expect, live, PATHS, type Person, test, visit } from './portico';

interface Screen {
  name: string;
  path: string;
  title: string | RegExp;
  /** What has to be there before the picture is taken. */
  shows: string | RegExp;
}

const HOME = { name: 'home', path: PATHS.home, title: /Good to see you/ };
const NUMBERS = { name: 'numbers', path: PATHS.numbers, title: 'Porting numbers', shows: /^\+/ };
const REQUESTS = { name: 'requests', path: PATHS.requests, title: 'Porting requests', shows: /^PI-/ };
const NEW = { name: 'new-request', path: PATHS.newRequest, title: 'New porting request', shows: 'Country' };
const PORT_OUTS = { name: 'port-outs', path: PATHS.portOuts, title: 'Port-outs', shows: /^PO-/ };
const SNAPBACKS = { name: 'snapbacks', path: PATHS.snapbacks, title: 'Snapbacks', shows: 'No snapbacks here' };
const MOVES = {
  name: 'internal-moves',
  path: PATHS.internalMoves,
  title: 'Internal moves',
  shows: 'No internal moves here',
};
const CALENDAR = { name: 'calendar', path: PATHS.calendar, title: 'Calendar', shows: 'March 2027' };
const INVENTORY = { name: 'inventory', path: PATHS.inventory, title: 'Inventory', shows: /^\+/ };
const COMPANIES = { name: 'profiles', path: PATHS.profiles, title: 'Profiles', shows: 'Northsea Hotels NL' };
const RINGING = { ...COMPANIES, name: 'profiles-configuration', path: `${PATHS.profiles}?tab=configuration` };
const COUNTRIES = { name: 'requirements', path: PATHS.requirements, title: 'Requirements', shows: 'Netherlands' };
const COUNTRY = { ...COUNTRIES, name: 'requirements-country', path: `${PATHS.requirements}?country=NL` };
const MAIL = { name: 'mail', path: PATHS.mail, title: 'Sent messages', shows: /@northsea-hotels\.example/ };
const CARRIERS = { name: 'carriers', path: PATHS.carriers, title: 'Carriers', shows: 'Albion Voice' };
const FEES = { name: 'fees', path: PATHS.fees, title: 'Fees', shows: /\$\d/ };
const CHARGES = { name: 'charges', path: PATHS.charges, title: 'Charges', shows: 'Download CSV' };
const REASONS = { name: 'reasons', path: PATHS.reasons, title: 'Reasons', shows: 'Reasons for port-ins' };
const SETTINGS = { name: 'settings', path: PATHS.settings, title: 'Settings' };
const SECURITY = { name: 'settings-security', path: '/settings/security', title: 'Settings' };
const TOKENS = { name: 'settings-tokens', path: '/settings/tokens', title: 'Settings' };
const TEAM = { name: 'settings-team', path: '/settings/team', title: 'Settings' };
const USERS = { name: 'users', path: PATHS.users, title: 'Users', shows: /@/ };
const ACCOUNTS = { name: 'accounts', path: PATHS.accounts, title: 'Accounts', shows: 'Northsea Hotels' };
const NEW_ACCOUNT = { ...ACCOUNTS, name: 'accounts-new', path: `${PATHS.accounts}?open=new` };
const NEW_FEE = { ...FEES, name: 'fees-new', path: `${PATHS.fees}?open=new`, shows: 'Set fee' };
const OVERRIDE = { ...COUNTRIES, name: 'requirements-override', path: `${PATHS.requirements}?country=GB&open=MOBILE` };
const BUSINESS_DAYS = { ...SETTINGS, name: 'settings-business-days', path: '/settings/business-days?country=GB' };
const NEW_DAY = { ...BUSINESS_DAYS, name: 'settings-business-day', path: `${BUSINESS_DAYS.path}&open=new` };
const NEWS = { name: 'notifications', path: '/settings/notifications', title: 'Settings' };
const WEBHOOKS = { ...SETTINGS, name: 'settings-webhooks', path: '/settings/webhooks' };
const NONE = {
  name: 'numbers-none',
  path: `${PATHS.numbers}?q=zzz`,
  title: 'Porting numbers',
  shows: 'No number matches',
};

const SIDES: { side: string; who: Person; screens: Screen[] }[] = [
  {
    side: 'customer',
    who: 'anna',
    screens: [
      { ...HOME, shows: 'Port-outs to decide' },
      NUMBERS,
      NONE,
      REQUESTS,
      NEW,
      PORT_OUTS,
      SNAPBACKS,
      MOVES,
      CALENDAR,
      INVENTORY,
      COMPANIES,
      CHARGES,
      { ...COUNTRY, shows: 'Geographic' },
      MAIL,
      { ...SETTINGS, shows: 'Notification addresses' },
      { ...SETTINGS, name: 'settings-profile', path: '/settings/profile', shows: 'Time zone' },
      { ...NEWS, shows: 'FOC dates' },
      { ...SECURITY, shows: 'Sign-in history' },
      { ...TEAM, shows: 'Invite somebody' },
      { ...TOKENS, shows: 'Create a token' },
      { ...WEBHOOKS, shows: 'New endpoint' },
    ],
  },
  {
    side: 'staff',
    who: 'femke',
    screens: [
      { ...HOME, shows: 'Numbers to review' },
      NUMBERS,
      REQUESTS,
      NEW,
      PORT_OUTS,
      SNAPBACKS,
      MOVES,
      CALENDAR,
      INVENTORY,
      { ...RINGING, shows: 'Clinic reception' },
      COUNTRIES,
      CARRIERS,
      CHARGES,
      FEES,
      REASONS,
      MAIL,
      { ...SETTINGS, shows: 'Time zone' },
      { ...NEWS, shows: 'Queue' },
      { ...SETTINGS, name: 'settings-retention', path: '/settings/retention', shows: 'Legal holds' },
      {
        ...SETTINGS,
        name: 'settings-operator',
        path: '/settings/operator',
        shows: 'Countries whose numbers you port in',
      },
      { ...SETTINGS, name: 'settings-mail', path: '/settings/mail', shows: 'Send a test letter to' },
      { ...SETTINGS, name: 'settings-setup', path: '/settings/setup', shows: 'Recommended' },
      { ...CARRIERS, name: 'carriers-starters', path: `${PATHS.carriers}?open=starters` },
      { ...WEBHOOKS, shows: /^No webhook endpoints/ },
      USERS,
      ACCOUNTS,
      { ...OVERRIDE, shows: 'Only administrators of the operator change this.' },
      { ...BUSINESS_DAYS, shows: 'Good Friday' },
    ],
  },
];

/** What only administrators of the operator are shown. */
const FOR_ADMINS: Screen[] = [
  { ...OVERRIDE, shows: 'Asked as shipped' },
  { ...BUSINESS_DAYS, shows: 'Good Friday' },
  { ...NEW_DAY, shows: 'Reason' },
  NEW_ACCOUNT,
  NEW_FEE,
];

test.use({ viewport: DESK });
// They only look, and are longer than any other file: both workers take part, each with a server of its own.
test.describe.configure({ mode: 'parallel' });

/** So many screens are looked at in one go: the two workers share a side, and a busy machine has its time for each. */
const AT_ONCE = 7;

for (const { side, who, screens } of SIDES) {
  for (let from = 0; from < screens.length; from += AT_ONCE) {
    const some = screens.slice(from, from + AT_ONCE);
    const which = `${from + 1} to ${from + some.length}`;
    test(`screens ${which} of ${side} are accessible and quiet, on a desk and a phone, by day and by night`, async ({
      as,
    }, info) => {
      test.slow();
      await lookAtAll(await as(who), info, side, some);
    });
  }

  test(`every screen that the navigation of ${side} leads to is looked at`, async ({ as }) => {
    const visited = screens.map(({ path }) => path.split('?')[0]);
    const places = await placesOf(await as(who));
    expect(visited, 'a screen of the navigation is not visited here').toEqual(expect.arrayContaining(places));
  });
}

test('what administrators of the operator change is accessible and quiet, by day and by night', async ({
  as,
}, info) => {
  test.slow();
  await lookAtAll(await as('daan'), info, 'admin', FOR_ADMINS);
});

async function lookAtAll(page: Page, info: TestInfo, side: string, screens: readonly Screen[]): Promise<void> {
  for (const { name, path, title, shows } of screens) {
    await test.step(name, () =>
      loadedEverywhere(page, info, `${name}-${side}`, async () => {
        await visit(page, path, title);
        await live(page);
        await expect(page.getByRole('main').or(page.getByRole('dialog')).getByText(shows).first()).toBeVisible();
      }),
    );
  }
}

/** The addresses that the navigation leads to. */
async function placesOf(page: Page): Promise<(string | null)[]> {
  await visit(page, HOME.path, HOME.title);
  const links = page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link');
  await expect(links.first()).toBeVisible();
  return links.evaluateAll((found) => found.map((link) => link.getAttribute('href')));
}

test('whoever is not signed in, and whoever is lost, sees the same care', async ({ page, as, watch }, info) => {
  watch.expect(/status of 401/);
  await visit(page, '/', 'Sign in');
  await everywhere(page, info, 'sign-in');
  await visit(page, '/forgot', 'Forgot your password?');
  await everywhere(page, info, 'forgot');
  watch.expect(/status of 404/);
  await visit(page, '/invitation#no-such-link', 'Your invitation');
  await expect(page.getByText('This link does not work')).toBeVisible();
  await everywhere(page, info, 'invitation');
  const lost = await as('anna');
  await lost.goto('/nowhere');
  await expect(lost.getByText('This page does not exist')).toBeVisible();
  await everywhere(lost, info, 'no-such-page');
});
