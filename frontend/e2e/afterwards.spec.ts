import type { Api } from './api';
import { everywhere, expectAccessible } from './looks';
import { portOutWanted } from './orders';
import { confirm, expect, heading, live, PASSWORD, PATHS, row, test, visit } from './portico';

/** A number of Northsea Hotels that has left for Polder Telecom, and the port-out by which it did. */
async function ported(owner: Api, desk: Api, release: Api): Promise<{ id: string; reference: string; number: string }> {
  const { carrier, account, numbers } = await portOutWanted(desk);
  const [number] = numbers;
  if (!number) throw new Error('The demo has too few numbers in service.');
  const asked = await desk.do<{ id: string; reference: string }>('portOutRequestReceive', {
    gainingCarrierId: carrier,
    carrierReference: `SNAP-${Date.now()}`,
    numbers: [{ number: number.e164 }],
    accountNumber: account,
  });
  await owner.do('portOutRequestApprove', { id: asked.id });
  await release.do('portOutRequestStaffApprove', { id: asked.id });
  await release.do('portOutRequestComplete', { id: asked.id });
  return { ...asked, number: number.display };
}

test('a number that left by mistake is asked back, sent by somebody else, and is here again', async ({
  as,
  api,
}, info) => {
  test.slow();
  const left = await ported(await api('anna'), await api('femke'), await api('priya'));
  const page = await as('anna');
  await visit(page, `${PATHS.portOuts}/${left.id}`, left.reference);
  await page.getByRole('button', { name: 'Ask a number back' }).click();
  const dialog = page.getByRole('dialog', { name: 'Ask a number back' });
  await expect(dialog).toContainText('Somebody else of the operator checks this');
  await expect(dialog.getByRole('button', { name: 'Ask', exact: true })).toBeDisabled();
  await dialog.getByLabel('Why the port was a mistake').fill('The wrong room.');
  await everywhere(page, info, 'dialog-snapback');
  await confirm(page, 'Ask');
  await expect(heading(page, /^SB-/)).toBeVisible();
  const reference = (await heading(page, /^SB-/).textContent()) ?? '';
  await expect(page.getByText('Asked', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Send to the carrier' })).toHaveCount(0);
  await live(page);

  const desk = await as('femke');
  await visit(desk, PATHS.snapbacks, 'Snapbacks');
  await expectAccessible(desk);
  await row(desk, reference).getByRole('link', { name: reference }).click();
  await desk.getByRole('button', { name: 'Send to the carrier' }).click();
  await confirm(desk, 'Send to the carrier');
  await expect(desk.getByText('Sent to the carrier', { exact: true }).first()).toBeVisible();
  await desk.getByRole('button', { name: 'Mark returned' }).click();
  await confirm(desk, 'Mark returned');
  await expect(desk.getByText('Returned', { exact: true }).first()).toBeVisible();

  // The owner sees it come, without asking, and the number is in service here again.
  await expect(page.getByText('Returned', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('list', { name: 'Timeline' })).toContainText('Number returned');
  await visit(page, `${PATHS.inventory}?q=${encodeURIComponent(left.number)}`, 'Inventory');
  await expect(row(page, left.number)).toContainText('In service');
});

test('numbers go to another account by a code that is shown once', async ({ as, api }, info) => {
  test.slow();
  const { numbers } = await portOutWanted(await api('femke'));
  const number = numbers[0]?.display ?? '';
  const giver = await as('anna');
  await visit(giver, `${PATHS.inventory}?q=${encodeURIComponent(number)}`, 'Inventory');
  await row(giver, number).getByRole('checkbox').check();
  await giver.getByRole('button', { name: 'Offer to another account' }).click();
  const dialog = giver.getByRole('dialog', { name: 'Offer to another account' });
  await dialog.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await everywhere(giver, info, 'dialog-offer');
  await dialog.getByRole('button', { name: 'Offer', exact: true }).click();
  const code = await dialog.getByLabel('Code', { exact: true }).inputValue();
  expect(code).toMatch(/^[A-Z2-9]{5}(-[A-Z2-9]{5}){3}$/);
  await dialog.getByRole('link', { name: /^IM-/ }).click();
  await expect(heading(giver, /^IM-/)).toBeVisible();
  const reference = (await heading(giver, /^IM-/).textContent()) ?? '';
  await expect(giver.getByText(code)).toHaveCount(0);

  // Whoever has the code sees the numbers, and not whose they are.
  const taker = await as('grace');
  await visit(taker, PATHS.internalMoves, 'Internal moves');
  await expect(row(taker, reference)).toHaveCount(0);
  await taker.getByRole('button', { name: 'Redeem a code' }).click();
  const redeem = taker.getByRole('dialog', { name: 'Redeem a code' });
  await redeem.getByRole('textbox', { name: 'Code' }).fill('AAAAA-BBBBB-CCCCC-DDDDD');
  await redeem.getByRole('button', { name: 'Redeem', exact: true }).click();
  await expect(redeem.getByRole('alert')).toContainText('fits no offer');
  await redeem.getByRole('textbox', { name: 'Code' }).fill(code.toLowerCase());
  await redeem.getByRole('button', { name: 'Redeem', exact: true }).click();
  await expect(heading(taker, reference)).toBeVisible();
  await expect(taker.getByText(number).first()).toBeVisible();
  await expect(taker.getByRole('main')).not.toContainText(/Northsea|Anna/);
  await expectAccessible(taker);
  await live(taker);

  const desk = await as('priya');
  await visit(desk, PATHS.internalMoves, 'Internal moves');
  await row(desk, reference).getByRole('link', { name: reference }).click();
  await expect(desk.getByRole('main')).toContainText('Northsea Hotels');
  await desk.getByRole('button', { name: 'Release numbers' }).click();
  await confirm(desk, 'Release numbers');
  await expect(desk.getByText('Moved', { exact: true }).first()).toBeVisible();

  await expect(taker.getByText('Moved', { exact: true }).first()).toBeVisible();
  await visit(taker, `${PATHS.inventory}?q=${encodeURIComponent(number)}`, 'Inventory');
  await expect(row(taker, number)).toContainText('In service');
});
