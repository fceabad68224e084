import { useSyncExternalStore } from 'react';
import { dashboardHeaders, problemOf, sendJson } from './http';

export interface Operator {
  /** What whoever runs this installation is called; null where they have not said. */
  name: string | null;
  /** The address of their logo. */
  logo: string | null;
}

const listeners = new Set<() => void>();
let operator: Operator | undefined;
let asked = false;

/** Asks the server anew: it was changed here. */
export async function refreshOperator(): Promise<void> {
  asked = true;
  operator = await sendJson<Operator>('/operator', { method: 'GET' }).catch(() => ({ name: null, logo: null }));
  for (const listener of listeners) listener();
}

function onOperator(listener: () => void): () => void {
  listeners.add(listener);
  if (!asked) void refreshOperator();
  return () => listeners.delete(listener);
}

/** Who runs this installation; undefined until the server has said. */
export function useOperator(): Operator | undefined {
  return useSyncExternalStore(onOperator, () => operator);
}

/** Sends a picture as the operator's logo; throws what the server says of one that it does not take. */
export async function sendLogo(file: File): Promise<void> {
  const response = await fetch('/operator/logo', {
    method: 'PUT',
    credentials: 'same-origin',
    headers: { ...dashboardHeaders(), 'content-type': file.type || 'application/octet-stream' },
    body: file,
  });
  if (!response.ok) throw problemOf(response.status, await response.text(), response.headers.get('x-request-id'));
}
