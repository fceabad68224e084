import { useCallback, useSyncExternalStore } from 'react';
import type { Permission } from '../gql/permissions';
import { HttpProblem, sendJson } from './http';

export interface SessionUser {
  id: string;
  name: string;
  email: string;
  role: 'CUSTOMER' | 'STAFF';
  accountId: string | null;
  accountName: string | null;
  timeZone: string;
  locale: string;
  /** What the policy of the server permits them. */
  may: readonly Permission[];
  /** Whether a code is asked beside the password. */
  secondFactor: boolean;
  /** Whether one has to be set up before anything else. */
  mustEnroll: boolean;
}

/** Why somebody has to sign in again: nobody did anything for as long as a session lasts, or it was ended elsewhere. */
export type SessionEnd = 'idle' | 'elsewhere';

const ENDS_AT = 'portico.sessionEndsAt';
const APART_MS = 15_000;

const listeners = new Set<() => void>();
let user: SessionUser | null | undefined;
let endsAt = Number.POSITIVE_INFINITY;
let ended: SessionEnd | null = null;

function become(next: SessionUser | null): void {
  user = next;
  for (const listener of listeners) listener();
}

/** Who is signed in; asks the server once, and answers from memory until somebody signs in or out. */
export async function currentUser(): Promise<SessionUser | null> {
  if (user === undefined) become(await whoIsSignedIn());
  return user ?? null;
}

/** Who the server says it is; null for nobody, and an error where it could not say. */
async function whoIsSignedIn(): Promise<SessionUser | null> {
  try {
    const answer = await sendJson<{ user: SessionUser; endsInSeconds: number }>('/auth/session', { method: 'GET' });
    endsAt = Date.now() + answer.endsInSeconds * 1_000;
    ended = null;
    keep(String(endsAt));
    return answer.user;
  } catch (problem) {
    if (!(problem instanceof HttpProblem && problem.status === 401)) throw problem;
    noteEnd();
    return null;
  }
}

/** Kept for the tab, as a page that comes back later knows nothing else of the session it had. */
function keep(moment: string | null): void {
  try {
    if (moment === null) sessionStorage.removeItem(ENDS_AT);
    else sessionStorage.setItem(ENDS_AT, moment);
  } catch {
    // A browser without storage: a page that is loaded anew does not say why.
  }
}

function kept(): number {
  try {
    return Number(sessionStorage.getItem(ENDS_AT) ?? Number.NaN);
  } catch {
    return Number.NaN;
  }
}

/** Somebody who was signed in is so no more. */
function noteEnd(): void {
  const until = user ? endsAt : kept();
  if (!Number.isNaN(until)) ended = Date.now() >= until - APART_MS ? 'idle' : 'elsewhere';
  keep(null);
}

/** Why the sign-in is asked for anew; null where nobody was signed in here, or signed out by hand. */
export function whySignedOut(): SessionEnd | null {
  return ended;
}

export async function signIn(email: string, password: string, oneTimeCode?: string): Promise<void> {
  await sendJson('/auth/sign-in', { method: 'POST', body: { email, password, oneTimeCode } });
  await refreshUser();
}

/** Somebody came in by a link, or changed what they are called: the server is asked who is signed in. */
export async function refreshUser(): Promise<void> {
  become(await whoIsSignedIn());
}

export async function signOut(): Promise<void> {
  await sendJson('/auth/sign-out', { method: 'POST' });
  ended = null;
  keep(null);
  become(null);
}

/** Something says that this person is signed in no more, or may do other things now: the server is asked whether that is so. */
export async function lookAgain(): Promise<void> {
  if (!user) return;
  const found = await whoIsSignedIn().catch(() => user);
  if (JSON.stringify(found) !== JSON.stringify(user)) become(found ?? null);
}

/** When the session ends unless somebody does something, as the server last said. */
export function sessionEndsAt(): number {
  return endsAt;
}

/** The server answered 401: the session ended elsewhere or by itself. */
export function sessionEnded(): void {
  if (user) noteEnd();
  become(null);
}

export function onSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useUser(): SessionUser | null {
  return useSyncExternalStore(onSession, () => user ?? null);
}

/** What screens ask most about who is signed in. */
export function useSession(): { staff: boolean; role: 'CUSTOMER' | 'STAFF' } {
  const role = useUser()?.role ?? 'CUSTOMER';
  return { staff: role === 'STAFF', role };
}

/** Whether the server would permit this to who is signed in: `may('CARRIER_CHANGE')`. */
export function useMay(): (permission: Permission) => boolean {
  const may = useUser()?.may;
  return useCallback((permission) => may?.includes(permission) ?? false, [may]);
}
