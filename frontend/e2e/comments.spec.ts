import { submitted } from './orders';
import { expect, expectNoReload, live, mark, PATHS, test, visit } from './portico';

const STEM = '+44131497';

test('customer and desk talk on the request; what staff say among themselves never leaves the desk', async ({
  as,
  api,
}) => {
  const order = await submitted(await api('anna'), { stem: STEM, name: 'To talk about', count: 1 });
  const customer = await as('anna');
  await visit(customer, `${PATHS.requests}/${order.id}`, order.reference);
  await live(customer);
  await mark(customer);
  const desk = await as('femke');
  await visit(desk, `${PATHS.requests}/${order.id}`, order.reference);
  await live(desk);
  const heard = customer.getByRole('region', { name: 'Comments' });
  const said = desk.getByRole('region', { name: 'Comments' });

  await said.getByRole('switch', { name: 'Internal, for staff only' }).click({ force: true });
  await said.getByLabel('New comment').fill('They owe us an invoice from May.');
  await said.getByRole('button', { name: 'Add internal comment' }).click();
  await expect(said.getByRole('listitem')).toContainText('They owe us an invoice from May.');
  await expect(said.getByRole('listitem')).toContainText('Internal');

  await said.getByRole('switch', { name: 'Internal, for staff only' }).click({ force: true });
  await said.getByLabel('New comment').fill('Is the second line still in use?');
  await said.getByRole('button', { name: 'Add comment' }).click();
  await expect(heard.getByRole('listitem')).toContainText('Is the second line still in use?');
  await expect(customer.getByText('invoice from May')).toHaveCount(0);
  await expect(customer.getByText('Femke de Vries')).toHaveCount(0);

  await heard.getByLabel('New comment').fill('It is. <b>Please</b> move it too.');
  await heard.getByRole('button', { name: 'Add comment' }).click();
  await expect(said.getByRole('listitem').filter({ hasText: 'It is. <b>Please</b> move it too.' })).toContainText(
    'Anna Visser',
  );
  await expectNoReload(customer);
});
