// Captures pages with Playwright: `node playwright.mjs CHROMIUM CONCURRENCY WAIT`, where WAIT is what `goto` waits for.
// Every line of standard input is a JSON list of addresses; every line of standard output says how many ms they took.
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const [executablePath, concurrency, waitUntil] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });

async function capture(url) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await page.goto(url, { waitUntil, timeout: 120_000 });
    return await page.screenshot({ fullPage: true, animations: 'disabled', timeout: 120_000 });
  } finally {
    await context.close();
  }
}

async function captureAll(urls) {
  let next = 0;
  let bytes = 0;
  const take = async () => {
    while (next < urls.length) bytes += (await capture(urls[next++])).length;
  };
  await Promise.all(Array.from({ length: Number(concurrency) }, take));
  return bytes;
}

for await (const line of createInterface({ input: process.stdin })) {
  const begin = performance.now();
  const bytes = await captureAll(JSON.parse(line));
  console.log(JSON.stringify({ ms: performance.now() - begin, bytes }));
}
await browser.close();
