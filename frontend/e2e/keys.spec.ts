import type { Page, Request } from '@playwright/test';
import { expectAccessible } from './looks';
import { reviewed } from './orders';
import { expect, heading, live, PATHS, row, test, visit } from './portico';

const STEM = '+44121496';

/** What has the focus, as a screen reader names it. */
async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const on = document.activeElement as HTMLElement | null;
    const name = on?.getAttribute('aria-label') ?? on?.textContent ?? '';
    return `${on?.tagName.toLowerCase()} ${name.trim()}`;
  });
}

/** Presses Tab until this has the focus; a person does not go further than this either. */
async function tabTo(page: Page, wanted: RegExp, within = 40): Promise<string[]> {
  const way: string[] = [];
  for (let step = 0; step < within; step += 1) {
    await page.keyboard.press('Tab');
    way.push(await focused(page));
    if (wanted.test(way.at(-1) ?? '')) return way;
  }
  throw new Error(`Tab does not lead to ${wanted}: ${way.join(' > ')}`);
}

/** Keeps a question with these words from the server until it is released; `asked` is when the page has asked it. */
async function held(page: Page, words: string): Promise<{ asked: Promise<unknown>; release: () => void }> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const holds = (request: Request) =>
    [...new URL(request.url()).searchParams.values(), request.postData() ?? ''].some((each) => each.includes(words));
  await page.route('**/graphql*', async (route) => {
    if (holds(route.request())) await released;
    await route.continue();
  });
  return { asked: page.waitForRequest(holds), release };
}

test('a list is worked by j, k, x and o', async ({ as, api }) => {
  await reviewed(await api('anna'), await api('femke'), { stem: STEM, name: 'By keyboard' });
  const page = await as('femke');
  await visit(page, PATHS.numbers, 'Porting numbers');
  await live(page);
  const rows = page.getByRole('grid').getByRole('row');
  await expect(rows.nth(3)).toBeVisible();
  await page.keyboard.press('j');
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(rows.nth(3)).toBeFocused();
  await page.keyboard.press('k');
  await expect(rows.nth(2)).toBeFocused();
  await page.keyboard.press('x');
  await expect(rows.nth(2)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(page.getByText('2 selected')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('o');
  const drawer = page.getByRole('dialog', { name: 'Porting number' });
  await expect(drawer).toBeVisible();
  await expect(page).toHaveURL(/open=pnum_/);
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expect(rows.nth(3), 'the focus is back where it was').toBeFocused();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Number or reference' })).toBeFocused();
  await page.keyboard.type('j x');
  await expect(page).toHaveURL(/q=j/);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('PI-2026');
  await expect(page).toHaveURL(/q=PI-2026/);
  await page.reload();
  await expect(page.getByRole('searchbox', { name: 'Number or reference' }), 'the address keeps it').toHaveValue(
    'PI-2026',
  );
});

test('the whole of a decision is made by keyboard alone', async ({ as, api }) => {
  test.slow();
  const order = await reviewed(await api('anna'), await api('femke'), { stem: STEM, name: 'Keyboard only', count: 1 });
  const page = await as('femke');
  await visit(page, `${PATHS.requests}/${order.id}`, order.reference);
  const line = row(page, order.numbers[0]?.display ?? '');
  await expect(line).toBeVisible();

  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('a Skip to the content');
  await page.keyboard.press('Enter');
  const way = await tabTo(page, /^tr /);
  expect(way.join(), 'the skip link leads past the menu').not.toContain('Sent messages');
  await page.keyboard.press('Space');
  await expect(line).toHaveAttribute('aria-selected', 'true');
  await tabTo(page, /^button Mark portable/);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Mark portable' });
  await expect(dialog).toBeVisible();
  await expect.poll(() => dialog.evaluate((box) => box.contains(document.activeElement))).toBe(true);
  await tabTo(page, /^button Mark portable/);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(line).toContainText('Portable');
});

test('a dialog keeps the focus, and gives it back when it closes', async ({ as, api }) => {
  const order = await reviewed(await api('anna'), await api('femke'), { stem: STEM, name: 'Focus', count: 1 });
  const page = await as('femke');
  await visit(page, `${PATHS.requests}/${order.id}`, order.reference);
  await row(page, order.numbers[0]?.display ?? '')
    .getByRole('checkbox')
    .check();
  const opener = page.getByRole('button', { name: 'Mark portable' });
  await opener.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  for (let step = 0; step < 8; step += 1) {
    await page.keyboard.press('Tab');
    await expect.poll(() => dialog.evaluate((box) => box.contains(document.activeElement))).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
});

test('the palette finds a number in another spelling, a request by its name, and a page', async ({ as, api }) => {
  test.slow();
  const order = await reviewed(await api('anna'), await api('femke'), { stem: STEM, name: 'In the palette', count: 1 });
  const [number] = order.numbers;
  if (!number) throw new Error('the order has no numbers');
  const page = await as('femke');
  await visit(page, PATHS.home, /Good to see you/);
  await page.keyboard.press('Control+k');
  const search = page.getByPlaceholder(/^A number in any spelling/);
  // As it is written at home: 0121 496 0000.
  await search.fill(`00${number.e164.slice(1, 3)} (0)${number.e164.slice(3, 6)} / ${number.e164.slice(6)}`);
  await expect(page.getByRole('dialog').getByText(number.display)).toBeVisible();
  // The name of a group is a style, not a text.
  await expect(page.getByRole('dialog').locator(`[style*="'Porting numbers'"]`)).toContainText(number.display);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Porting number' })).toContainText(number.display);
  await page.keyboard.press('Escape');

  // While the answer is on its way, what was found before is not there to be opened by mistake.
  const answer = await held(page, '"sent"');
  await page.keyboard.press('Control+k');
  await search.fill('sent');
  await answer.asked;
  await expect(page.getByRole('dialog').getByText('Sent messages')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Sent messages')).toBeVisible();
  answer.release();
});

test('single keys can be switched off, and then do nothing', async ({ as }) => {
  const page = await as('anna');
  await visit(page, PATHS.numbers, 'Porting numbers');
  await expect(page.getByRole('grid').getByRole('row').nth(2)).toBeVisible();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard' });
  await help.getByRole('switch').click();
  await expect(help.getByRole('switch')).not.toBeChecked();
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(page.getByRole('region', { name: /selected/ })).toHaveCount(0);
});
