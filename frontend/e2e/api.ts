import type { APIRequestContext } from '@playwright/test';

interface PortingNumber {
  id: string;
  e164: string;
  display: string;
  status: string;
  version: number;
}

export interface Order {
  id: string;
  reference: string;
  status: string;
  version: number;
  numbers: PortingNumber[];
}

export interface PortOut {
  id: string;
  reference: string;
  status: string;
}

const NUMBER = 'id e164 display status version';
const REQUEST = `id reference status version numbers(first: 20) { edges { node { ${NUMBER} } } }`;
const UNFIT = '... on Problem { code message } ... on InvalidInput { fields { path message } }';
const PROBLEM = `${UNFIT} ... on Blocked { blockers { message } }`;
const SUBJECTS = {
  portingRequest: `... on PortingRequest { ${REQUEST} }`,
  portOutRequest: '... on PortOutRequest { id reference status version }',
  document: '... on Document { id status version }',
} as const;

type Input = Record<string, unknown>;
type Answer = Record<string, unknown> & { code?: string };

/** Another client of the same API, signed in as a person: what it does reaches the browser through the server only. */
export class Api {
  constructor(private readonly http: APIRequestContext) {}

  async ask<Data>(query: string, variables: Input = {}): Promise<Data> {
    const answer = await this.http.post('/graphql', { data: { query, variables } });
    const body = (await answer.json()) as { data?: Data; errors?: unknown };
    if (!body.data || body.errors) throw new Error(`${answer.status()} ${JSON.stringify(body)}`);
    return body.data;
  }

  /** A command that has to succeed. */
  async do<Subject>(field: string, input: Input): Promise<Subject> {
    const noun = Object.keys(SUBJECTS).find((name) => field.startsWith(name)) as keyof typeof SUBJECTS;
    const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input!`;
    const data = await this.ask<Record<string, Answer>>(
      `mutation($input: ${type}) { ${field}(input: $input) { __typename ${SUBJECTS[noun]} ${PROBLEM} } }`,
      { input },
    );
    return settled(field, data[field]) as Subject;
  }

  /** A verb on porting numbers that every one of them has to take. */
  async move(verb: string, numbers: readonly { id: string }[], more: Input = {}): Promise<void> {
    const field = `portingNumbers${verb}`;
    const data = await this.ask<Record<string, Answer & { results?: Answer[] }>>(
      `mutation($input: ${field.charAt(0).toUpperCase()}${field.slice(1)}Input!) { ${field}(input: $input) {
        ${UNFIT} ... on PortingNumbersMoved { results { __typename ${PROBLEM} } } } }`,
      { input: { numbers: numbers.map(({ id }) => ({ id })), ...more } },
    );
    const moved = settled(field, data[field]) as { results?: Answer[] };
    for (const result of moved.results ?? []) settled(field, result);
  }

  async order(id: string): Promise<Order> {
    const { portingRequest } = await this.ask<{ portingRequest: Input }>(
      `query($id: ID!) { portingRequest(id: $id) { ${REQUEST} } }`,
      { id },
    );
    return readOrder(portingRequest);
  }

  /** The order of the demo with this name. */
  async orderNamed(name: string): Promise<Order> {
    const { portingRequests } = await this.ask<{ portingRequests: { edges: { node: Input & { name: string } }[] } }>(
      `query { portingRequests(first: 50) { edges { node { name ${REQUEST} } } } }`,
    );
    const found = portingRequests.edges.find(({ node }) => node.name === name);
    if (!found) throw new Error(`The demo has no request named ${name}.`);
    return readOrder(found.node);
  }

  async upload(requestId: string, kind: string, content: Buffer, said: Record<string, string>): Promise<void> {
    const query = new URLSearchParams({ requestId, kind, name: `${kind.toLowerCase()}.pdf`, ...said });
    const headers = { 'content-type': 'application/pdf' };
    const answer = await this.http.put(`/documents?${query}`, { data: content, headers });
    if (answer.status() !== 201) throw new Error(`${kind}: ${answer.status()} ${await answer.text()}`);
  }
}

export function readOrder(node: Input): Order {
  const { numbers, ...rest } = node as unknown as Omit<Order, 'numbers'> & {
    numbers: { edges: { node: PortingNumber }[] };
  };
  const found = numbers.edges.map((edge) => edge.node).sort((a, b) => a.e164.localeCompare(b.e164));
  return { ...rest, numbers: found };
}

function settled(field: string, answer: Answer | undefined): Answer {
  if (!answer || answer.code !== undefined) throw new Error(`${field}: ${JSON.stringify(answer)}`);
  return answer;
}
