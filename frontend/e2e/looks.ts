import { join } from 'node:path';
import type { Page, TestInfo } from '@playwright/test';
import axeCore, { type RunOptions } from 'axe-core';
import { expect } from './portico';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const COLOURS = ['color-contrast', 'link-in-text-block'];
const ALL = process.env.LOOKS === 'all';
/** Taking them is a fifth of looking: the gate judges, and whoever wants to see has them taken. */
const PICTURES = ALL || process.env.LOOKS === 'pictures';
const FURTHER_ROWS = 'tbody tr:nth-child(n + 11)';
export const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
type Scheme = 'light' | 'dark';
type Rules = 'all' | 'colours' | 'none';

/**
 * The light changes colours and nothing else, and a phone has the desk's: so the gate judges everything by day on a desk and by night on a
 * phone, and the night's colours on the desk; ten rows of a list stand for the rest of it, and the page of the desk becomes the phone's.
 * `LOOKS=pictures` takes pictures of each as well, and of the phone by day; `LOOKS=all`, as `make soak` runs it, judges everything everywhere,
 * and loads each page on the phone too.
 */
const SIZES: readonly (readonly [string, typeof DESK, readonly (readonly [Scheme, Rules])[]])[] = [
  [
    'desk',
    DESK,
    [
      ['light', 'all'],
      ['dark', 'colours'],
    ],
  ],
  [
    'phone',
    PHONE,
    [
      ['dark', 'all'],
      ['light', 'none'],
    ],
  ],
];

/** No violation of WCAG 2.2 AA on what is on the screen now. */
export async function expectAccessible(page: Page): Promise<void> {
  await settle(page);
  expect(await violations(page)).toEqual([]);
}

/** The same screen on a desk and on a phone, by day and by night. */
export async function everywhere(page: Page, info: TestInfo, name: string): Promise<void> {
  await loadedEverywhere(page, info, name, async () => undefined);
}

/** A screen that is loaded on a desk by day, and follows when the light changes and when it becomes a phone's. */
export async function loadedEverywhere(
  page: Page,
  info: TestInfo,
  name: string,
  load: () => Promise<void>,
): Promise<void> {
  for (const [size, viewport, schemes] of SIZES) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme: schemes[0]?.[0] });
    if (ALL || size === 'desk') await load();
    for (const [colorScheme, rules] of schemes) {
      await lit(page, colorScheme);
      await judge(page, info, `${name}-${size}-${colorScheme}`, rules);
    }
  }
}

/** On a desk only, by day and by night: what opens from a menu is the same on a phone. */
export async function atTheDesk(page: Page, info: TestInfo, name: string): Promise<void> {
  for (const [colorScheme, rules] of SIZES[0]?.[2] ?? []) {
    await lit(page, colorScheme);
    await judge(page, info, `${name}-desk-${colorScheme}`, rules);
  }
}

/** The page has changed its colours as well, which it does a moment after the light. */
async function lit(page: Page, colorScheme: Scheme): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction((scheme) => document.documentElement.dataset.mantineColorScheme === scheme, colorScheme);
  await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
}

/** No violation of WCAG 2.2 AA, nothing that sticks out sideways, and where it is wanted a picture for people to look at. */
async function judge(page: Page, info: TestInfo, name: string, rules: Rules): Promise<void> {
  if (rules === 'none' && !PICTURES) return;
  await settle(page);
  const path = join(info.project.testDir, '..', 'test-results', 'screens', `${name}.png`);
  if (PICTURES) await page.screenshot({ path, fullPage: true, animations: 'disabled' });
  const asked = ALL ? 'all' : rules;
  if (asked !== 'none') expect.soft(await violations(page, asked), `axe on ${name}`).toEqual([]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect.soft(wide, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
}

/** Only what is wrong is written down: describing what is right takes longer than judging it. */
async function violations(page: Page, rules: 'all' | 'colours' = 'all'): Promise<string[]> {
  const runOnly = rules === 'all' ? { type: 'tag', values: WCAG } : { type: 'rule', values: COLOURS };
  const options = { runOnly, resultTypes: ['violations'], reporter: 'no-passes' } as RunOptions;
  const exclude = ALL ? [] : [FURTHER_ROWS];
  // Given once to each document, however often that is judged: it is more than half a megabyte of script.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeCore.source);
  return page.evaluate(
    async ([exclude, options]) => {
      const { axe } = globalThis as unknown as { axe: typeof axeCore };
      const { violations } = await axe.run({ exclude }, options);
      return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
    },
    [exclude, options] as const,
  );
}

/** Nothing of the page moves any more; what moves for ever does not count. */
async function settle(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        (each) => each.playState !== 'running' || each.effect?.getTiming().iterations === Number.POSITIVE_INFINITY,
      ),
  );
}
