import type { Locator, Page } from '@playwright/test';
import { paper } from './papers';
import { expect, heading } from './portico';

/** What people do on many screens. */
export async function choose(place: Page | Locator, label: string, option: string | RegExp): Promise<void> {
  await place.getByRole('combobox', { name: label }).click();
  const page = 'page' in place ? place.page() : place;
  await page.getByRole('option', { name: option }).click();
}

export async function fill(place: Page | Locator, texts: Record<string, string>): Promise<void> {
  for (const [label, text] of Object.entries(texts)) await place.getByLabel(label).fill(text);
}

/** By the link of a letter, and a password of one's own. */
export async function comeIn(page: Page, link: string, name: string, password: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('textbox', { name: 'Choose a password' }).fill(password);
  await page.getByRole('button', { name: 'Come in' }).click();
  await expect(heading(page, `Good to see you, ${name.split(' ')[0]}`)).toBeVisible();
}

export async function signIn(page: Page, email: string, password: string, house = ''): Promise<void> {
  await page.goto(`${house}/sign-in`);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel(/^Password/).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(heading(page, /Good to see you/)).toBeVisible();
}

export async function upload(page: Page, name: string, said: Record<string, string>): Promise<void> {
  await page.locator('input[type="file"]').setInputFiles({ name, mimeType: 'application/pdf', buffer: paper(name) });
  await fill(page, said);
  await page.getByRole('button', { name: 'Upload' }).click();
  await expect(page.getByRole('link', { name })).toBeVisible();
}
