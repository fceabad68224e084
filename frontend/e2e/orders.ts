import { type Api, type Order, type PortOut, readOrder } from './api';
import { paper } from './papers';
import { day } from './portico';

interface Wanted {
  /** The beginning of the numbers, such as `+44114496`; each spec has its own, so that none waits for another. */
  stem: string;
  count?: number;
  name?: string;
}

const GB = {
  country: 'GB',
  profile: 'Northsea Hotels UK',
  carrier: 'Albion Voice',
  address: { serviceStreet: '14 Kensington Gate', servicePostalCode: 'W8 5NA', serviceCity: 'London' },
  extraFields: [{ name: 'LINE_TYPE', value: 'MULTI' }],
};
const NL = {
  country: 'NL',
  profile: 'Northsea Hotels NL',
  carrier: 'Polder Telecom',
  address: { serviceStreet: 'Prins Hendrikkade 108', servicePostalCode: '1011 AJ', serviceCity: 'Amsterdam' },
  extraFields: [],
};

/** A request as a customer has submitted it: with its papers, waiting for the desk. */
export async function submitted(customer: Api, { stem, count = 3, name = 'Order of a test' }: Wanted): Promise<Order> {
  const kind = stem.startsWith('+44') ? GB : NL;
  const { companyProfiles, carriers } = await customer.ask<{
    companyProfiles: { id: string; label: string }[];
    carriers: { id: string; name: string }[];
  }>('{ companyProfiles { id label } carriers { id name } }');
  const made = await customer.do<Order>('portingRequestCreate', {
    ...kind.address,
    name,
    country: kind.country,
    extraFields: kind.extraFields,
    serviceCountry: kind.country,
    numberType: 'GEOGRAPHIC',
    numbers: await freeNumbers(customer, stem, count),
    companyProfileId: companyProfiles.find((profile) => profile.label === kind.profile)?.id,
    losingCarrierId: carriers.find((carrier) => carrier.name === kind.carrier)?.id,
    subscriberName: 'Northsea Hotels Test Ltd',
    authorisedPerson: 'Anna Visser',
    accountNumber: 'AV-10001',
  });
  await customer.upload(made.id, 'LOA', paper('Letter of authorization'), {
    signer: 'Anna Visser',
    signedAt: day(-1),
  });
  await customer.upload(made.id, 'INVOICE', paper('Invoice'), { issueDate: day(-10) });
  const sent = await customer.do<Record<string, unknown>>('portingRequestSubmit', { id: made.id });
  return readOrder(sent);
}

/** A request that staff have accepted, papers and all. */
export async function accepted(customer: Api, staff: Api, wanted: Wanted): Promise<Order> {
  const { id } = await submitted(customer, wanted);
  const { portingRequest } = await staff.ask<{ portingRequest: { documents: { id: string }[] } }>(
    'query($id: ID!) { portingRequest(id: $id) { documents { id } } }',
    { id },
  );
  for (const document of portingRequest.documents) await staff.do('documentAccept', { id: document.id });
  await staff.do('portingRequestAccept', { id });
  return staff.order(id);
}

/** A request whose numbers are being reviewed. */
export async function reviewed(customer: Api, staff: Api, wanted: Wanted): Promise<Order> {
  const order = await accepted(customer, staff, wanted);
  await staff.move('StartReview', order.numbers);
  return staff.order(order.id);
}

/** A request whose numbers the losing carrier has. */
export async function handedOver(customer: Api, staff: Api, wanted: Wanted): Promise<Order> {
  const order = await reviewed(customer, staff, wanted);
  await staff.move('MarkPortable', order.numbers);
  await staff.move('Start', order.numbers);
  await staff.move('HandOver', order.numbers);
  return staff.order(order.id);
}

/** A Dutch request that the customer may perform. */
export async function ready(customer: Api, staff: Api, wanted: Wanted): Promise<Order> {
  const order = await accepted(customer, staff, wanted);
  await staff.do('portingRequestMakeReady', { id: order.id, firstPossibleDate: day(0) });
  return staff.order(order.id);
}

interface InService {
  carrier: string;
  account: string;
  numbers: { e164: string; display: string }[];
}

/** What another carrier can ask for: numbers of Northsea Hotels that are in service. */
export async function portOutWanted(staff: Api, count = 1): Promise<InService> {
  const { accounts, carriers, phoneNumbers } = await staff.ask<{
    accounts: { id: string; name: string; accountNumber: string }[];
    carriers: { id: string; name: string }[];
    phoneNumbers: { edges: { node: { e164: string; display: string; status: string } }[] };
  }>(`{ accounts { id name accountNumber } carriers { id name }
        phoneNumbers(first: 100, filter: { search: "+3120123" }) { edges { node { e164 display status } } } }`);
  const free = phoneNumbers.edges.map(({ node }) => node).filter(({ status }) => status === 'ACTIVE');
  const numbers = free.slice(0, count);
  const carrier = carriers.find(({ name }) => name === 'Polder Telecom')?.id;
  const account = accounts.find(({ name }) => name === 'Northsea Hotels')?.accountNumber;
  if (numbers.length < count || !carrier || !account) throw new Error('The demo has too few numbers in service.');
  return { carrier, account, numbers };
}

/** Another carrier asks for such numbers. */
export async function portOut(staff: Api, count = 1): Promise<PortOut & { numbers: string[] }> {
  const { carrier, account, numbers } = await portOutWanted(staff, count);
  const received = await staff.do<PortOut>('portOutRequestReceive', {
    gainingCarrierId: carrier,
    carrierReference: `TEST-${Date.now()}`,
    numbers: numbers.map(({ e164 }) => ({ number: e164 })),
    accountNumber: account,
    endUser: 'Hotel De Test',
    authorisedName: 'J. de Wit',
    requestedDate: day(5),
  });
  return { ...received, numbers: numbers.map(({ display }) => display) };
}

/** The first numbers of the stem that no request has yet. */
export async function freeNumbers(api: Api, stem: string, count: number): Promise<string[]> {
  const taken = new Set<string>();
  let after: string | null = null;
  do {
    const { portingNumbers }: Taken = await api.ask<Taken>(
      `query($stem: String!, $after: String) { portingNumbers(first: 100, after: $after, filter: { search: $stem }) {
         edges { node { e164 } } pageInfo { hasNextPage endCursor } } }`,
      { stem, after },
    );
    for (const { node } of portingNumbers.edges) taken.add(node.e164);
    after = portingNumbers.pageInfo.hasNextPage ? portingNumbers.pageInfo.endCursor : null;
  } while (after);
  const found: string[] = [];
  const digits = (stem.startsWith('+44') ? 13 : 12) - stem.length;
  for (let place = 0; found.length < count; place += 1) {
    const number = stem + String(place).padStart(digits, '0');
    if (!taken.has(number)) found.push(number);
  }
  return found;
}

interface Taken {
  portingNumbers: {
    edges: { node: { e164: string } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
}
