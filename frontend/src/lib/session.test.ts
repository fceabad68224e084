import { afterEach, describe, expect, it, vi } from 'vitest';
import { currentUser, lookAgain, onSession, refreshUser } from './session';

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
