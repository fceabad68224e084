import { gzipSync } from 'node:zlib';
import type { Page, Request, Response } from '@playwright/test';
import { expect, heading, live, PATHS, test, visit } from './portico';

const BUDGET = 270_000;

/** Follows what a page loads; answers the bytes of its scripts, each compressed as it is shipped. */
function scripts(page: Page): () => Promise<number> {
  const loaded: Response[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') loaded.push(response);
  });
  return async () => {
    const sizes = await Promise.all(
      loaded.map(async (response) => gzipSync(await response.body(), { level: 9 }).length),
    );
    return sizes.reduce((sum, size) => sum + size, 0);
  };
}

test('the first screen of either side costs at most 270 kB of scripts', async ({ as }, info) => {
  for (const who of ['anna', 'femke'] as const) {
    const page = await as(who);
    const size = scripts(page);
    await visit(page, PATHS.home, /Good to see you/);
    await live(page);
    await page.waitForLoadState('networkidle');
    const bytes = await size();
    info.annotations.push({ type: 'scripts', description: `${who}: ${bytes} bytes gzipped` });
    console.log(`scripts of Home for ${who}: ${Math.round(bytes / 100) / 10} kB gzipped`);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThanOrEqual(BUDGET);
  }
});

test('a screen asks by the ids of its documents alone, and what still holds is not sent again', async ({ as }) => {
  const page = await as('anna');
  const asked: Request[] = [];
  page.on('request', (each) => {
    if (new URL(each.url()).pathname === '/graphql') asked.push(each);
  });
  await visit(page, PATHS.home, /Good to see you/);
  await live(page);
  await page.waitForLoadState('networkidle');
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.map((each) => each.method())).toEqual(Array(asked.length).fill('GET'));
  for (const each of asked) {
    const answer = await each.response();
    expect(new URL(each.url()).searchParams.get('extensions')).toContain('sha256Hash');
    expect(answer?.status()).toBeLessThan(400);
    expect(answer?.headers().etag).toBeTruthy();
  }
  const { status, bytes } = await page.evaluate(async (url) => {
    const headers = { 'x-portico': 'dashboard' };
    const first = await fetch(url, { headers, cache: 'no-store' });
    const known = { ...headers, 'if-none-match': first.headers.get('etag') ?? '' };
    const again = await fetch(url, { headers: known, cache: 'no-store' });
    return { status: again.status, bytes: (await again.text()).length };
  }, asked[0]?.url() ?? '');
  expect({ status, bytes }).toEqual({ status: 304, bytes: 0 });
});

test('a page that is older than its server goes on: what is not known by its id is sent as text', async ({
  as,
  watch,
}) => {
  const page = await as('anna');
  watch.expect(/status of 400/);
  const texts: string[] = [];
  await page.route('**/graphql?*', (route) =>
    route.continue({
      url: route
        .request()
        .url()
        .replace(/%22[0-9a-f]{64}%22/, `%22${'0'.repeat(64)}%22`),
    }),
  );
  page.on('request', (each) => {
    if (each.method() === 'POST' && each.url().endsWith('/graphql')) texts.push(each.postDataJSON().query);
  });
  await visit(page, PATHS.home, /Good to see you/);
  await expect(page.getByRole('heading', { name: 'Requests waiting for you' })).toBeVisible();
  await visit(page, PATHS.numbers, 'Porting numbers');
  await expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible();
  expect(texts.filter((text) => text.includes('query CustomerHome')).length).toBeGreaterThan(0);
  expect(texts.filter((text) => text.includes('query PortingNumbers'))).toHaveLength(1);
});

test('the page is never kept, its parts are for ever, and all of it is compressed', async ({
  page,
  watch,
  request,
}) => {
  watch.expect(/status of 401/);
  const answer = await page.goto('/');
  await expect(heading(page, 'Sign in')).toBeVisible();
  expect(answer?.headers()['cache-control']).toBe('no-cache');
  const policy = answer?.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'self'");
  expect(policy).not.toMatch(/script-src[^;]*'unsafe-inline'|unsafe-eval|https?:/);
  const entry = await page.locator('script[type="module"]').first().getAttribute('src');
  const script = await request.get(entry ?? '', { headers: { 'accept-encoding': 'br, gzip' } });
  expect(script.headers()['cache-control']).toContain('immutable');
  expect(script.headers()['content-encoding']).toBe('br');
});

test('a script from elsewhere or in the page does not run', async ({ as, watch }) => {
  watch.expect(/Content Security Policy|elsewhere\.example/);
  const page = await as('anna');
  await visit(page, PATHS.home, /Good to see you/);
  await page.evaluate(() => {
    const inline = document.createElement('script');
    inline.textContent = 'globalThis.ranInline = true';
    document.body.append(inline);
    const remote = document.createElement('script');
    remote.src = 'https://elsewhere.example/script.js';
    document.body.append(remote);
  });
  await expect.poll(() => watch.seen.filter((text) => /Content Security Policy/.test(text)).length).toBe(2);
  expect(await page.evaluate(() => 'ranInline' in globalThis)).toBe(false);
});
