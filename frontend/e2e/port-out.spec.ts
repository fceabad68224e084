import { CUSTOMER, expectAccessible, signIn } from './desk';
import { expect, test } from './portico';

test('a customer rejects one port-out with a reason and approves another', async ({ page }) => {
  await signIn(page, CUSTOMER);
  await page.goto('/port-out-requests');
  const open = page.getByRole('row').filter({ hasText: 'Action required' });
  await expect(open.first()).toBeVisible();
  const count = await open.count();
  expect(count, 'the server has two port-outs to decide').toBeGreaterThanOrEqual(2);

  await open.first().getByRole('link').click();
  await page.getByRole('button', { name: 'Reject' }).click();
  const dialog = page.getByRole('dialog', { name: 'Reject' });
  await expect(dialog.getByRole('button', { name: 'Reject' })).toBeDisabled();
  await dialog.getByRole('radio').first().check();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Reject' }).click();
  await expect(page.getByText('Rejected', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve' })).toHaveCount(0);

  await page.goto('/port-out-requests');
  await open.first().getByRole('link').click();
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByText('Nothing is billed now')).toBeVisible();
  await page.getByRole('dialog', { name: 'Approve' }).getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByText('Approved', { exact: true }).first()).toBeVisible();
});
