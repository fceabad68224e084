import { defineConfig } from '@playwright/test';

/**
 * The dashboard in the machine's own Chromium. `make test` runs it through tests/browser, which makes a seed once; each file of
 * specs then has a server of its own on a copy of it (e2e/house.ts). Playwright never downloads a browser. `TRACE=1` keeps what happened in a
 * spec that fails, step by step; it costs a fifth of the run, so a failure is traced when it is looked at.
 */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/run',
  forbidOnly: process.env.CI === 'true',
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    locale: 'en-GB',
    timezoneId: 'UTC',
    // Nothing is half there while it is judged, and nobody waits for what moves.
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 15_000,
    screenshot: 'only-on-failure',
    trace: process.env.TRACE ? { mode: 'retain-on-failure', screenshots: false, sources: false } : 'off',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--disable-dev-shm-usage',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
});
