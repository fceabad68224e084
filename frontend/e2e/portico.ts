import {
  type APIRequestContext,
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Locator,
  type Page,
  request,
} from '@playwright/test';
import { Api } from './api';
import { ahead, House, type Kind } from './house';

export { expect } from '@playwright/test';
export { businessDay, day, pass } from './house';

/** Who signs in, on either side of the desk; the demo knows them all. */
export const PEOPLE = {
  anna: 'anna@northsea-hotels.example',
  lotte: 'lotte@northsea-hotels.example',
  grace: 'grace@meridian-clinics.example',
  daan: 'daan@lowlands.example',
  femke: 'femke@lowlands.example',
  priya: 'priya@lowlands.example',
} as const;
export type Person = keyof typeof PEOPLE;
export const PASSWORD = 'portico-demo';

/** The screens by their addresses. */
export const PATHS = {
  home: '/',
  numbers: '/porting-numbers',
  requests: '/porting-requests',
  newRequest: '/porting-requests/new',
  portOuts: '/port-out-requests',
  snapbacks: '/snapbacks',
  internalMoves: '/internal-moves',
  calendar: '/calendar',
  inventory: '/inventory',
  profiles: '/profiles',
  requirements: '/requirements',
  carriers: '/carriers',
  charges: '/charges',
  fees: '/fees',
  reasons: '/reasons',
  mail: '/sent-mail',
  settings: '/settings',
  users: '/users',
  accounts: '/accounts',
} as const;

/** Everything a browser complains about, and everything it asks another host for. A test that provokes something says so. */
class Watch {
  readonly seen: string[] = [];
  private readonly expected: RegExp[] = [];

  private readonly hosts = new Set<string>();

  constructor(origin: string) {
    this.alsoOwn(origin);
  }

  /** The server answers at this address, too. */
  alsoOwn(origin: string): void {
    this.hosts.add(new URL(origin).host);
  }

  /** The test provokes this on purpose. */
  expect(pattern: RegExp): void {
    this.expected.push(pattern);
  }

  follow(context: BrowserContext): void {
    context.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.note(`${message.type()}: ${message.text()}`);
    });
    context.on('weberror', (failure) => this.note(`uncaught: ${failure.error().message}`));
    context.on('request', (asked) => this.host(asked.url()));
    context.on('page', (page) => page.on('websocket', (socket) => this.host(socket.url())));
  }

  get unexpected(): string[] {
    return this.seen.filter((text) => !this.expected.some((pattern) => pattern.test(text)));
  }

  private note(text: string): void {
    this.seen.push(text);
  }

  private host(address: string): void {
    const url = new URL(address);
    if (['data:', 'blob:'].includes(url.protocol)) return;
    if (!this.hosts.has(url.host)) this.note(`another host: ${address}`);
  }
}

interface Fixtures {
  /** What the server of this file begins with. */
  kind: Kind;
  /** The server of this file of specs: nobody else has touched it. */
  house: House;
  /** One session per person and house: signing in costs what it should cost. */
  sessions: (who: Person) => Promise<Session>;
  watch: Watch;
  /** A page of somebody who is signed in, in a browser of their own. */
  as: (who: Person, options?: BrowserContextOptions) => Promise<Page>;
  /** The API as somebody who is signed in: the second client of a test. */
  api: (who: Person) => Promise<Api>;
  /** A page of somebody who is not signed in yet, in a browser of their own. */
  guest: () => Promise<Page>;
}

type Session = Awaited<ReturnType<APIRequestContext['storageState']>>;

interface WorkerFixtures {
  /** The house of a file: another file's is closed when it is asked for. */
  houses: (file: string, kind: Kind) => Promise<Furnished>;
}

interface Furnished {
  house: House;
  sessions: Map<Person, Session>;
}

/** As long as tests/browser/demo.py waits for a server of its own. */
const START_TIMEOUT = 180_000;

export const test = base.extend<Fixtures, WorkerFixtures>({
  houses: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
    async ({}, use) => {
      let open: Furnished | null = null;
      await use(async (file, kind) => {
        if (open?.house.file === file) return open;
        open = { house: await House.for(file, kind), sessions: new Map() };
        return open;
      });
      await House.closeAll();
    },
    { scope: 'worker', timeout: START_TIMEOUT },
  ],
  kind: ['demo', { option: true }],
  // A server that starts on a machine that is busy takes its time, which is not the test's.
  house: [
    async ({ houses, kind }, use, info) => use((await houses(info.file, kind)).house),
    { timeout: START_TIMEOUT },
  ],
  baseURL: async ({ house }, use) => use(house.url),
  sessions: async ({ houses, house, kind }, use, info) => {
    const { sessions } = await houses(info.file, kind);
    await use(async (who) => {
      const known = sessions.get(who);
      if (known && (await isGood(house.url, known))) return known;
      const session = await signedIn(house.url, who);
      sessions.set(who, session);
      return session;
    });
  },
  watch: [
    async ({ baseURL }, use) => {
      const watch = new Watch(baseURL ?? '');
      await use(watch);
      expect(watch.unexpected, 'the browser has nothing to complain about').toEqual([]);
    },
    { auto: true },
  ],
  context: async ({ context, watch }, use) => {
    watch.follow(context);
    await prepare(context);
    await use(context);
  },
  as: async ({ browser, sessions, watch, contextOptions }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (who, options = {}) => {
      const context = await browser.newContext({ ...contextOptions, storageState: await sessions(who), ...options });
      opened.push(context);
      watch.follow(context);
      await prepare(context);
      return context.newPage();
    });
    await Promise.all(opened.map((context) => context.close()));
  },
  guest: async ({ browser, watch, contextOptions, baseURL }, use) => {
    const opened: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext({ ...contextOptions, baseURL });
      opened.push(context);
      watch.follow(context);
      await prepare(context);
      return context.newPage();
    });
    await Promise.all(opened.map((context) => context.close()));
  },
  api: async ({ sessions, baseURL }, use) => {
    const opened: APIRequestContext[] = [];
    await use(async (who) => {
      const context = await request.newContext({ baseURL, storageState: await sessions(who), extraHTTPHeaders: GUARD });
      opened.push(context);
      return new Api(context);
    });
    await Promise.all(opened.map((context) => context.dispose()));
  },
});

const GUARD = { 'x-portico': 'dashboard' };

/** Whether the session still is one: a test may have let days pass. */
async function isGood(baseURL: string, storageState: Session): Promise<boolean> {
  const context = await request.newContext({ baseURL, storageState });
  const answer = await context.get('/auth/session');
  await context.dispose();
  return answer.ok();
}

async function signedIn(baseURL: string, who: Person): Promise<Session> {
  const context = await request.newContext({ baseURL, extraHTTPHeaders: GUARD });
  const answer = await context.post('/auth/sign-in', { data: { email: PEOPLE[who], password: PASSWORD } });
  expect(answer.ok(), `${who} signs in: ${answer.status()}`).toBe(true);
  const state = await context.storageState();
  await context.dispose();
  return state;
}

/** The browser lives at the server's time, or countdowns and date fields would speak of another day. */
async function prepare(context: BrowserContext): Promise<void> {
  await context.addInitScript((ahead) => {
    if (ahead === 0) return;
    const Real = Date;
    class Ahead extends Real {
      constructor(...given: unknown[]) {
        if (given.length === 0) super(Real.now() + ahead);
        else super(...(given as [number]));
      }

      static override now(): number {
        return Real.now() + ahead;
      }
    }
    globalThis.Date = Ahead as DateConstructor;
  }, ahead());
}

/** Opens a screen and waits for its title. */
export async function visit(page: Page, path: string, title: string | RegExp): Promise<void> {
  await page.goto(path);
  await expect(heading(page, title)).toBeVisible();
}

export function heading(page: Page, title: string | RegExp): Locator {
  return page.getByRole('heading', { level: 1, name: title });
}

/** The row of a list that holds this text. */
export function row(page: Page | Locator, text: string): Locator {
  return page.getByRole('row').filter({ hasText: text });
}

/** The live connection stands: from here on changes come by themselves. */
export async function live(page: Page): Promise<void> {
  await expect(page.getByTestId('connection')).toHaveText('Live');
}

/** Marks this document, so that a reload cannot pass for an update. */
export async function mark(page: Page): Promise<void> {
  await page.evaluate(() => {
    (globalThis as { unloaded?: boolean }).unloaded = false;
  });
}

export async function expectNoReload(page: Page): Promise<void> {
  expect(await page.evaluate(() => (globalThis as { unloaded?: boolean }).unloaded)).toBe(false);
}

/** Answers a dialog that is open, and waits until it has gone. */
export async function confirm(page: Page, button: string | RegExp): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: button }).click();
  await expect(dialog).toBeHidden();
}
