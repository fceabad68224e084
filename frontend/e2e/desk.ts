import { AxeBuilder } from '@axe-core/playwright';
import { type APIRequestContext, type Browser, expect, type Page } from '@playwright/test';

/** People of the demo operator; another installation names its own. */
export const CUSTOMER = process.env.CUSTOMER_EMAIL ?? 'anna@northsea-hotels.example';
export const STAFF = process.env.STAFF_EMAIL ?? 'femke@lowlands.example';
export const PASSWORD = process.env.PEOPLE_PASSWORD ?? 'portico-demo';
const GUARD = { 'x-portico': 'dashboard' };

/** Signs in without the form; the page is signed in with it, as they share their cookies. */
export async function signIn(page: Page, email: string): Promise<void> {
  await signInClient(page.request, email);
}

async function signInClient(client: APIRequestContext, email: string): Promise<void> {
  const answer = await client.post('/auth/sign-in', { headers: GUARD, data: { email, password: PASSWORD } });
  expect(answer.ok(), `sign-in of ${email}: ${answer.status()}`).toBe(true);
}

export type Ask = <Data>(query: string, variables?: Record<string, unknown>) => Promise<Data>;

/** Another client, with its own session: what it does must appear on everybody's screen. */
export async function otherClient(browser: Browser, baseURL: string, email: string): Promise<Ask> {
  const context = await browser.newContext({ baseURL });
  await signInClient(context.request, email);
  return async <Data>(query: string, variables: Record<string, unknown> = {}) => {
    const answer = await context.request.post('/graphql', { headers: GUARD, data: { query, variables } });
    const { data, errors } = (await answer.json()) as { data: Data; errors?: unknown };
    expect(errors).toBeUndefined();
    return data;
  };
}

/** No violation of WCAG 2.2 AA on what is on the screen now. */
export async function expectAccessible(page: Page): Promise<void> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual(
    [],
  );
}

/** Errors of scripts and the console from now on; what the browser itself says of a failed request is not one. */
export function errorsOf(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      errors.push(message.text());
  });
  return errors;
}

export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** A PDF of one page that says what it is: small, whole, and as any office writes it. */
export function pdf(text: string): Buffer {
  const stream = `BT /F1 18 Tf 72 720 Td (${text}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(`${body}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${trailer}`, 'latin1');
}
