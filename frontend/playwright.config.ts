import { defineConfig } from '@playwright/test';

/**
 * The dashboard in the machine's own Chromium, against a running Portico named by DASHBOARD_URL.
 * `make test` starts both through tests/browser; Playwright never downloads a browser and never starts a server.
 */
export default defineConfig({
  testDir: 'e2e',
  // Emptied at each start; what one run leaves behind must outlive the next.
  outputDir: `test-results/${process.env.RESULTS ?? 'run'}`,
  forbidOnly: process.env.CI === 'true',
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    baseURL: process.env.DASHBOARD_URL ?? 'http://127.0.0.1:8000',
    locale: 'en-GB',
    timezoneId: 'UTC',
    actionTimeout: 15_000,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
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
