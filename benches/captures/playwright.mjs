// Captures pages with Playwright: `node playwright.mjs CHROMIUM CONCURRENCY WAIT`, where WAIT is what `goto` waits for.
// Every line of standard input is a JSON list of addresses; every line of standard output says how many ms they took, and
// how many of them each stage did, summed over the pages.
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const [executablePath, concurrency, waitUntil] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });

async function capture(url, stages) {
  const timed = async (stage, work) => {
    const begin = performance.now();
    try {
      return await work();
    } finally {
      stages[stage] = (stages[stage] ?? 0) + performance.now() - begin;
    }
  };
  const context = await timed('context', () => browser.newContext({ viewport: { width: 1280, height: 800 } }));
  try {
    const page = await timed('page', () => context.newPage());
    await timed('goto', () => page.goto(url, { waitUntil, timeout: 120_000 }));
    const options = { fullPage: true, animations: 'disabled', timeout: 120_000 };
    return await timed('screenshot', () => page.screenshot(options));
  } finally {
    await timed('close', () => context.close());
  }
}

async function captureAll(urls, stages) {
  let next = 0;
  let bytes = 0;
  const take = async () => {
    while (next < urls.length) bytes += (await capture(urls[next++], stages)).length;
  };
  await Promise.all(Array.from({ length: Number(concurrency) }, take));
  return bytes;
}

for await (const line of createInterface({ input: process.stdin })) {
  const begin = performance.now();
  const stages = {};
  const bytes = await captureAll(JSON.parse(line), stages);
  console.log(JSON.stringify({ ms: performance.now() - begin, bytes, stages }));
}
await browser.close();
