import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './looks';
import { expect, heading, PATHS, test, visit } from './portico';

/** A row of the table that the API is held to as well, in tests/graphql/test_numbers_read.py. */
interface TableRow {
  about: string;
  country: string;
  text: string;
  outcome: 'ACCEPTED' | 'AMBIGUOUS' | 'REFUSED';
  type?: string;
  numbers?: string[];
  first?: string;
  last?: string;
  count?: number;
  readings?: string[];
}

const TABLE = JSON.parse(readFileSync('../tests/numbers_table.json', 'utf8')) as TableRow[];
const A_REQUEST = 1_000;

/** As many unclear lines as the page shows at once; the others are counted below them. */
const SHOWN = 20;

/** Rows that may stand in one request together, by country, type, and whether one fills it alone; of the unclear ones a page at a time. */
function together(): Map<string, TableRow[]> {
  const found = new Map<string, TableRow[]>();
  const unclear = new Map<string, number>();
  for (const each of TABLE) {
    const kind = `${each.country} ${each.type ?? 'GEOGRAPHIC'} ${each.count === A_REQUEST}`;
    const before = unclear.get(kind) ?? 0;
    if (each.outcome === 'AMBIGUOUS') unclear.set(kind, before + 1);
    const key = `${kind} ${Math.floor(before / SHOWN)}`;
    found.set(key, [...(found.get(key) ?? []), each]);
  }
  return found;
}

async function numbersStep(page: Page, country: string, type: string): Promise<Locator> {
  await visit(page, `${PATHS.newRequest}?country=${country}&type=${type}&step=numbers`, 'New porting request');
  return page.getByLabel('Numbers to port');
}

async function read(page: Page): Promise<void> {
  await expect(page.getByText(/\d+ numbers? read/)).toBeVisible();
}

/** The lines of a table by their number. */
async function cells(table: Locator): Promise<Map<number, string>> {
  const rows = await table
    .locator('tbody tr')
    .evaluateAll((all) => all.map((each) => [...each.children].map((cell) => cell.textContent)));
  return new Map(rows.map(([line, text]) => [Number(line), text ?? '']));
}

const digits = (text: string) => text.replace(/\D/g, '');

test('the number table is answered by the dashboard as by the API', async ({ as }) => {
  test.slow();
  const page = await as('anna');
  for (const [key, rows] of together()) {
    const [country = '', type = ''] = key.split(' ');
    const field = await numbersStep(page, country, type);
    await field.fill(rows.map(({ text }) => text).join('\n'));
    await read(page);
    const singles = await page.locator('details', { hasText: 'As understood' }).locator('li').allTextContents();
    const refused = await cells(page.getByRole('table', { name: 'Lines that cannot be used' }));
    const ranges = page.getByRole('region', { name: 'Ranges' }).locator('details');
    for (const [place, { text, outcome, numbers = [], first, last, count, readings, about }] of rows.entries()) {
      const shown = text.trim();
      if (outcome === 'REFUSED') {
        expect(refused.get(place + 1), about).toBe(shown);
      } else if (outcome === 'AMBIGUOUS') {
        const choice = page.getByRole('listitem', { name: `Line ${place + 1}: ${shown}` });
        await expect(choice.getByRole('button', { name: /^Read line/ }), about).toHaveCount(readings?.length ?? 0);
      } else if (count === undefined && numbers.length === 1) {
        const understood = singles.find((line) => line.startsWith(`${shown} →`));
        expect(digits(understood?.split('→')[1] ?? ''), about).toBe(digits(numbers[0] ?? ''));
      } else {
        const listed = await ranges.filter({ hasText: shown }).locator('li').allTextContents();
        expect([listed.length, listed[0], listed.at(-1)], about).toEqual([
          count ?? numbers.length,
          first ?? numbers[0],
          last ?? numbers.at(-1),
        ]);
      }
    }
  }
});

test('a line that may be several things is decided by keyboard, on a phone, and nothing goes on before', async ({
  as,
}) => {
  const page = await as('anna', { viewport: { width: 390, height: 844 } });
  const field = await numbersStep(page, 'DE', 'GEOGRAPHIC');
  const blocks = ['030/2345600-99', '0451 123456-78', '0451 123400-22'];
  await field.fill(`Nummer;Datum\n${blocks.map((text) => `${text};2026-11-02`).join('\n')}`);
  await expect(page.getByText('0 numbers read, 3 lines are unclear')).toBeVisible();
  await expect(page.getByText('Read from the column “Nummer”.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Next' })).toBeDisabled();
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  await page.getByRole('button', { name: /^Read line 2 as a block of 101 numbers/ }).focus();
  await page.keyboard.press('Enter');
  await expect(field).toHaveValue(/\+493023456-0 \(00-99\);2026-11-02/);
  await expect(page.getByText('101 numbers read, 2 lines are unclear')).toBeVisible();
  await page.getByRole('button', { name: 'Read 2 lines as one number each' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('103 numbers read', { exact: true })).toBeVisible();
  await page.getByRole('region', { name: 'Ranges' }).locator('summary').click();
  await expect(page.getByRole('listitem').filter({ hasText: /^\+4930234560$/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Next' })).toBeEnabled();
});

test('a direct-dial block is sent as one, and told without the number that is taken out of it', async ({ as }) => {
  const page = await as('anna');
  const field = await numbersStep(page, 'DE', 'GEOGRAPHIC');
  await field.fill('030 23456-0 (00-09)');
  await expect(page.getByText('11 numbers read', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page).toHaveURL(/draft=preq_/);
  await page.getByRole('button', { name: 'Review and submit' }).click();
  await expect(page.getByText('+49 30 23456-0 (00-09) · 11 numbers')).toBeVisible();

  await page.getByRole('button', { name: 'Numbers', exact: true }).click();
  await page.getByRole('button', { name: /2345605$/ }).click();
  await expect(page.getByRole('button', { name: /2345605$/ })).toHaveCount(0);
  await page.getByLabel('More numbers').fill('030 23456-0 (00-09)');
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('table', { name: 'Lines that cannot be used' }).locator('tbody tr')).toHaveCount(10);
  await page.getByRole('button', { name: 'Leave 10 lines out and go on' }).click();
  await expect(page.getByRole('heading', { name: 'For whom' })).toBeVisible();
  await page.getByRole('button', { name: 'Review and submit' }).click();
  await expect(page.getByText('+49 30 23456-06..09 · 4 numbers')).toBeVisible();

  const draft = new URL(page.url()).searchParams.get('draft');
  await visit(page, `${PATHS.requests}/${draft}`, /.*/);
  await expect(page.getByText('+49 30 23456-0 (00-04) · 6 numbers')).toBeVisible();
});

test('without a connection nothing is guessed, and what was pasted is read once it is back', async ({ as, watch }) => {
  watch.expect(/ERR_INTERNET_DISCONNECTED|WebSocket/);
  const page = await as('anna');
  const field = await numbersStep(page, 'NL', 'GEOGRAPHIC');
  await page.context().setOffline(true);
  await field.fill('020 987 6599');
  await expect(page.getByText('No connection: the numbers are read as soon as it is back.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Next' })).toBeDisabled();
  await page.context().setOffline(false);
  await expect(page.getByText('1 number read')).toBeVisible();
  await expect(heading(page, 'New porting request')).toBeVisible();
});
