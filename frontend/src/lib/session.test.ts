import { afterEach, describe, expect, it, vi } from 'vitest';
import { currentUser, lookAgain, onSession, refreshUser, sessionEnded, signOut, whySignedOut } from './session';

const ADA = { id: 'user_1', name: 'Ada Byron', role: 'CUSTOMER' };

function answering(...answers: [number, unknown][]) {
  const fetched = vi.fn(async () => {
    const [status, body] = answers.shift() ?? [500, {}];
    return new Response(JSON.stringify(body), { status });
  });
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

describe('a session whose socket was closed as nobody’s', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('stays while the server still knows it, and ends when it does not', async () => {
    answering([200, { user: ADA }], [200, { user: ADA }], [503, {}], [401, {}]);
    expect((await currentUser())?.name).toBe('Ada Byron');
    const told = vi.fn();
    const stop = onSession(told);
    await lookAgain();
    await lookAgain();
    expect(told).not.toHaveBeenCalled();
    await lookAgain();
    expect(told).toHaveBeenCalledTimes(1);
    expect(await currentUser()).toBeNull();
    stop();
  });

  it('is told once what its person may do now, and not where nothing changed', async () => {
    const raised = { ...ADA, may: ['CARRIER_CHANGE'] };
    answering([200, { user: ADA }], [200, { user: raised }], [200, { user: raised }]);
    await refreshUser();
    const told = vi.fn();
    const stop = onSession(told);
    await lookAgain();
    await lookAgain();
    expect(told).toHaveBeenCalledTimes(1);
    expect((await currentUser())?.may).toEqual(['CARRIER_CHANGE']);
    stop();
  });
});

describe('a session that has ended', () => {
  const HALF_AN_HOUR = 1_800;
  const signedIn = { user: ADA, endsInSeconds: HALF_AN_HOUR };

  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
    sessionStorage.clear();
  });

  async function begin(...after: [number, unknown][]) {
    vi.useFakeTimers();
    answering([200, signedIn], ...after);
    await refreshUser();
    expect(whySignedOut()).toBeNull();
  }

  it('says that nobody did anything, where it lasted as long as it could', async () => {
    await begin([401, {}]);
    vi.advanceTimersByTime(HALF_AN_HOUR * 1_000);
    await lookAgain();
    expect(whySignedOut()).toBe('idle');
  });

  it('says that it ended elsewhere, where it ended before its time', async () => {
    await begin([401, {}]);
    vi.advanceTimersByTime(60_000);
    await lookAgain();
    expect(whySignedOut()).toBe('elsewhere');
  });

  it('says so as well where anything else was answered 401', async () => {
    await begin();
    vi.advanceTimersByTime(HALF_AN_HOUR * 1_000);
    sessionEnded();
    expect(whySignedOut()).toBe('idle');
  });

  it('says so to a page that is loaded anew after a long sleep', async () => {
    await begin([401, {}]);
    vi.resetModules();
    const anew = await import('./session');
    vi.advanceTimersByTime(3 * HALF_AN_HOUR * 1_000);
    expect(await anew.currentUser()).toBeNull();
    expect(anew.whySignedOut()).toBe('idle');
  });

  it('says nothing to whoever signed out by hand, or never was here', async () => {
    await begin([204, {}]);
    await signOut();
    expect(whySignedOut()).toBeNull();
    vi.resetModules();
    const anew = await import('./session');
    answering([401, {}]);
    expect(await anew.currentUser()).toBeNull();
    expect(anew.whySignedOut()).toBeNull();
  });
});
