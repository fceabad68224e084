import type { Page, Request } from '@playwright/test';
import { accepted, reviewed } from './orders';
import { expect, expectNoReload, heading, live, mark, PATHS, row, test, visit } from './portico';

const STEM = '+44114496';

/** What an HTTP request to the API runs, by its name. */
function operation(request: Request): string {
  const asked = request.postDataJSON() as { operationName?: string } | null;
  return asked?.operationName ?? new URL(request.url()).searchParams.get('operationName') ?? '';
}

/** Notes which rows are highlighted from now on: the highlight itself is over in a moment. */
async function noteFlashes(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const flashed: string[] = [];
    const animate = Element.prototype.animate;
    Element.prototype.animate = function (...given: Parameters<Element['animate']>) {
      const id = (this as HTMLElement).dataset.rowId;
      if (id) flashed.push(id);
      return animate.apply(this, given);
    };
    Object.assign(globalThis, { flashed });
  });
  return () => page.evaluate(() => (globalThis as unknown as { flashed: string[] }).flashed);
}

test('what staff move changes in the customer’s list: in its place, highlighted, without a reload', async ({
  as,
  api,
}) => {
  const staff = await api('femke');
  const order = await reviewed(await api('anna'), staff, { stem: STEM, name: 'Live list' });
  const [moved, other] = order.numbers;
  if (!moved || !other) throw new Error('the order has no numbers');
  const page = await as('anna');
  await visit(page, PATHS.numbers, 'Porting numbers');
  const desk = await as('priya');
  await visit(desk, `${PATHS.numbers}?status=PENDING,PORTABLE`, 'Porting numbers');
  for (const each of [page, desk]) {
    await live(each);
    await mark(each);
    await expect(row(each, moved.display)).toContainText('Pending');
  }
  const line = row(page, moved.display);
  const place = await line.getAttribute('aria-rowindex');
  const placeAtTheDesk = await row(desk, moved.display).getAttribute('aria-rowindex');
  const flashes = await noteFlashes(page);

  await staff.move('MarkPortable', [moved]);

  await expect(line).toContainText('Portable');
  await expect(row(page, other.display)).toContainText('Pending');
  expect(await line.getAttribute('aria-rowindex'), 'the row stays where it was').toBe(place);
  expect(await flashes()).toEqual([moved.id]);
  await expect(row(desk, moved.display)).toContainText('Portable');
  expect(await row(desk, moved.display).getAttribute('aria-rowindex')).toBe(placeAtTheDesk);
  for (const each of [page, desk]) await expectNoReload(each);
});

test('the request page follows: status, reason and timeline', async ({ as, api }) => {
  const staff = await api('femke');
  const order = await accepted(await api('anna'), staff, { stem: STEM, name: 'Live page' });
  const [first] = order.numbers;
  if (!first) throw new Error('the order has no numbers');
  const page = await as('anna');
  await visit(page, `${PATHS.requests}/${order.id}`, order.reference);
  await live(page);
  await mark(page);
  const timeline = page.getByRole('list', { name: 'Timeline' });
  await expect(timeline).toContainText('Request accepted');

  await staff.move('StartReview', order.numbers);
  await staff.move('MarkNotPortable', [first], { codes: ['RATE_CENTER_NOT_PORTABLE'] });

  await expect(row(page, first.display)).toContainText('Not portable');
  await expect(timeline).toContainText('Found not portable');
  await expect(timeline).toContainText('the operator (Staff)');
  await expectNoReload(page);
});

test('figures of Home come by themselves: they are not asked for again, and are there before the rows are', async ({
  as,
  api,
}) => {
  const staff = await api('femke');
  const order = await reviewed(await api('anna'), staff, { stem: STEM, name: 'Figures', count: 14 });
  const desk = await as('priya');
  const asked: string[] = [];
  let letThrough = () => {};
  const held = new Promise<void>((done) => {
    letThrough = done;
  });
  await desk.route('**/graphql*', async (route) => {
    const name = operation(route.request());
    asked.push(name);
    if (name === 'StaffQueuesAgain') await held;
    await route.fallback();
  });
  await visit(desk, '/', /.+/);
  await live(desk);
  await mark(desk);
  const queue = desk.getByRole('region', { name: 'Numbers to review' });
  const all = queue.getByRole('link', { name: /^All \d+$/ });
  const before = Number((await all.textContent())?.match(/\d+/)?.[0]);
  expect(before).toBeGreaterThanOrEqual(14);
  expect(asked.filter((name) => name === 'StaffHome')).toHaveLength(1);

  const [first] = order.numbers;
  if (!first) throw new Error('the order has no numbers');
  await staff.move('MarkPortable', [first]);

  await expect(all, 'though no list has been read again').toHaveText(`All ${before - 1}`);
  await expect.poll(() => asked).toContain('StaffQueuesAgain');
  letThrough();
  await staff.move('MarkPortable', order.numbers.slice(1, 2));
  await expect(all).toHaveText(`All ${before - 2}`);
  await expect(row(queue, first.display), 'the rows follow').toHaveCount(0);
  expect(asked.filter((name) => name === 'StaffHome')).toHaveLength(1);
  await expectNoReload(desk);
});

test('new rows wait behind a banner until they are asked for', async ({ as, api }) => {
  const staff = await api('femke');
  const order = await reviewed(await api('anna'), staff, { stem: STEM, name: 'New rows', count: 2 });
  const page = await as('anna');
  await visit(page, `${PATHS.numbers}?status=PORTABLE`, 'Porting numbers');
  await live(page);
  await mark(page);
  await expect(page.getByRole('grid')).toBeVisible();

  await staff.move('MarkPortable', order.numbers);

  const banner = page.getByRole('button', { name: /2 new rows/ });
  await expect(banner).toBeVisible();
  for (const { display } of order.numbers) await expect(row(page, display)).toHaveCount(0);
  await banner.click();
  for (const { display } of order.numbers) await expect(row(page, display)).toContainText('Portable');
  await expect(banner).toHaveCount(0);
  await expectNoReload(page);
});

test('Pause live holds the rows and says how much has changed behind them', async ({ as, api }) => {
  const staff = await api('femke');
  const order = await accepted(await api('anna'), staff, { stem: STEM, name: 'Held rows' });
  const [first, second, third] = order.numbers;
  if (!first || !second || !third) throw new Error('the order has no numbers');
  await staff.move('StartReview', [second, third]);
  const page = await as('anna');
  await visit(page, PATHS.numbers, 'Porting numbers');
  const desk = await as('priya');
  await visit(desk, `${PATHS.numbers}?status=PENDING,PORTABLE`, 'Porting numbers');
  for (const each of [page, desk]) {
    await live(each);
    await expect(row(each, first.display)).toContainText('Pending');
    await each.getByRole('button', { name: 'Pause live' }).click();
  }

  // A number counts once, however often it is moved.
  await staff.move('StartReview', [first]);
  await staff.move('MarkPortable', [first]);
  for (const each of [page, desk]) {
    await expect(each.getByRole('button', { name: /Resume live.*1 change held/ })).toBeVisible();
    await expect(row(each, first.display)).toContainText('Pending');
  }
  await staff.move('MarkPortable', [second]);

  for (const each of [page, desk]) {
    const resume = each.getByRole('button', { name: /Resume live.*2 changes held/ });
    await expect(resume).toHaveAttribute('aria-pressed', 'true');
    await expect(row(each, first.display)).toContainText('Pending');
    await resume.click();
    await expect(row(each, first.display)).toContainText('Portable');
    await expect(row(each, second.display)).toContainText('Portable');
    await expect(row(each, third.display)).toContainText('Pending');
  }
});

test('Home counts what waits for the desk as it comes', async ({ as, api }) => {
  const page = await as('femke');
  await visit(page, PATHS.home, /Good to see you, Femke/);
  await live(page);
  await mark(page);
  const staff = await api('femke');
  const order = await accepted(await api('anna'), staff, { stem: STEM, name: 'Home follows', count: 1 });
  const [number] = order.numbers;
  if (!number) throw new Error('the order has no numbers');
  await expect(page.getByRole('region', { name: 'Numbers to review' }).getByText(number.display)).toBeVisible();
  await expectNoReload(page);
  await expect(heading(page, /Good to see you/)).toBeVisible();
});
