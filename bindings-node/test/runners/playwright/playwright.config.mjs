import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.mjs',
  outputDir: process.env.RESULTS,
  reporter: [['json', { outputFile: `${process.env.RESULTS}.json` }], ['html', { outputFolder: `${process.env.RESULTS}-html`, open: 'never' }], ['line']],
  retries: 0,
  workers: 1,
  use: {
    viewport: { width: 400, height: 300 },
    launchOptions: {
      executablePath: process.env.CHROMIUM,
      args: [
        '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync',
      ],
    },
  },
});
