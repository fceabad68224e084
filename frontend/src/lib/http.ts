import { tellAttention } from './attention';

/**
 * Every request of the dashboard carries this header: a foreign page cannot set it, which is the guard against forged requests.
 * Of a request without a touch or a key before it, it says that nobody is there: what a page asks by itself keeps no session.
 */
export function dashboardHeaders(): Record<string, string> {
  return { 'x-portico': tellAttention() ? 'dashboard' : 'unattended' };
}

/** A refusal of one of the plain HTTP endpoints (sign-in, documents), with what the server said about it. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | null;
  readonly fields: readonly { path: string; message: string }[];

  constructor(
    status: number,
    code: string,
    message: string,
    requestId: string | null,
    fields: HttpProblem['fields'] = [],
  ) {
    super(message);
    this.name = 'HttpProblem';
    this.status = status;
    this.code = code;
    this.requestId = requestId;
    this.fields = fields;
  }
}

/** What the body `{problem: {code, message, fields?}}` of a refused request says; a body that is something else is named by its status. */
export function problemOf(status: number, body: string, requestId: string | null): HttpProblem {
  try {
    const { problem } = JSON.parse(body) as {
      problem?: { code?: string; message?: string; fields?: HttpProblem['fields'] };
    };
    if (problem?.message) {
      return new HttpProblem(
        status,
        problem.code ?? `HTTP_${status}`,
        problem.message,
        requestId,
        problem.fields ?? [],
      );
    }
  } catch {
    // Not JSON: a proxy's page, or nothing at all.
  }
  return new HttpProblem(status, `HTTP_${status}`, '', requestId);
}

export async function sendJson<Answer>(
  path: string,
  init: { method: 'GET' | 'POST'; body?: unknown },
): Promise<Answer> {
  const response = await fetch(path, {
    method: init.method,
    credentials: 'same-origin',
    headers: { ...dashboardHeaders(), ...(init.body === undefined ? {} : { 'content-type': 'application/json' }) },
    body: init.body === undefined ? undefined : JSON.stringify(init.body),
  });
  const text = await response.text();
  if (!response.ok) throw problemOf(response.status, text, response.headers.get('x-request-id'));
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}
