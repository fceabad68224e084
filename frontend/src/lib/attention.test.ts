import { describe, expect, it, vi } from 'vitest';
import { isAttended, watchForAttention } from './attention';
import { dashboardHeaders } from './http';

describe('a page that nobody looks at', () => {
  it('says so with every request until somebody touches it, also a moment after they did', () => {
    vi.useFakeTimers();
    const stop = watchForAttention();
    window.dispatchEvent(new Event('pointerdown'));
    expect(dashboardHeaders()).toEqual({ 'x-portico': 'dashboard' });
    vi.advanceTimersByTime(1_000);
    expect(isAttended()).toBe(false);
    expect(dashboardHeaders()).toEqual({ 'x-portico': 'unattended' });
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'j' }));
    expect(dashboardHeaders()).toEqual({ 'x-portico': 'dashboard' });
    stop();
    vi.useRealTimers();
  });
});
