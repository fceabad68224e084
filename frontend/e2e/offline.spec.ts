import { reviewed } from './orders';
import { test as base, confirm, expect, expectNoReload, heading, live, mark, PATHS, row, visit } from './portico';
import { Wire } from './wire';

const STEM = '+44118496';

const test = base.extend<{ wire: Wire }>({
  wire: async ({ baseURL, watch }, use) => {
    const wire = await Wire.to(baseURL ?? '');
    watch.alsoOwn(wire.url);
    // What the browser itself says of a connection that is gone.
    watch.expect(/net::ERR_|WebSocket connection to|Failed to fetch|unable to preload/i);
    await use(wire);
    await wire.cut();
  },
});

test('a list outlives a lost connection, and what happened meanwhile comes in by the cursor', async ({
  as,
  api,
  wire,
}) => {
  test.slow();
  const staff = await api('femke');
  const order = await reviewed(await api('anna'), staff, { stem: STEM, name: 'Cut off' });
  const [before, meanwhile] = order.numbers;
  if (!before || !meanwhile) throw new Error('the order has no numbers');
  const page = await as('anna', { baseURL: wire.url });
  const resumed: (string | null)[] = [];
  const asked: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      const message = JSON.parse(String(payload));
      if (message.type !== 'subscribe' || !message.payload.query.includes('portingNumbersChanged')) return;
      resumed.push(message.payload.variables?.after ?? null);
    }),
  );
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/graphql') asked.push(`${request.url()} ${request.postData() ?? ''}`);
  });
  await visit(page, PATHS.numbers, 'Porting numbers');
  await live(page);
  await mark(page);
  await staff.move('MarkPortable', [before]);
  await expect(row(page, before.display)).toContainText('Portable');

  await wire.cut();
  await expect(page.getByTestId('connection')).toHaveText('Offline');
  await expect(page.getByText('Offline. Changes are not coming in')).toBeVisible();
  await expect(row(page, before.display)).toContainText('Portable');
  await staff.move('MarkPortable', [meanwhile]);
  await expect(row(page, meanwhile.display)).toContainText('Pending');
  const subscriptions = resumed.length;
  asked.length = 0;

  await wire.mend();
  await live(page);
  await expect(row(page, meanwhile.display)).toContainText('Portable');
  await expect(page.getByText('Offline. Changes are not coming in')).toHaveCount(0);
  const after = resumed.slice(subscriptions);
  expect(after.length, 'the feed was asked for again').toBeGreaterThan(0);
  expect(
    after.every((cursor) => typeof cursor === 'string' && cursor !== resumed[0]),
    'each from where it had been',
  ).toBe(true);
  expect(asked, 'nothing else was read again').toEqual([]);
  await expectNoReload(page);
});

test('a command without an answer is sent again and has one effect', async ({ as, api, wire }) => {
  test.slow();
  const staff = await api('femke');
  const order = await reviewed(await api('anna'), staff, { stem: STEM, name: 'Sent twice', count: 1 });
  const [number] = order.numbers;
  if (!number) throw new Error('the order has no numbers');
  const page = await as('femke', { baseURL: wire.url });
  await visit(page, `${PATHS.requests}/${order.id}`, order.reference);
  await row(page, number.display).getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Mark portable' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Note').fill('Checked with the range holder.');

  await wire.cut();
  await dialog.getByRole('button', { name: 'Mark portable' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Sending it again is safe');
  await expect(dialog.getByLabel('Note'), 'what was written stays').toHaveValue('Checked with the range holder.');
  await wire.mend();
  await confirm(page, 'Mark portable');

  await expect(row(page, number.display)).toContainText('Portable');
  await expect(page.getByRole('list', { name: 'Timeline' }).getByText('Found portable')).toHaveCount(1);
});

test('a screen that cannot be loaded says so and comes with the next try', async ({ as, wire }) => {
  const page = await as('anna', { baseURL: wire.url });
  await visit(page, PATHS.home, /Good to see you/);
  await live(page);
  await wire.cut();
  await page.getByRole('navigation').getByRole('link', { name: 'Sent messages' }).click();
  await expect(page.getByText('No connection to the server')).toBeVisible();
  await wire.mend();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(heading(page, 'Sent messages')).toBeVisible();
});
