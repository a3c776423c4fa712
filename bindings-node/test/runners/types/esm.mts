import pixelmatch, { type PixelmatchOptions } from 'depicted/pixelmatch';
import { compare, ODiffServer, type ODiffResult } from 'depicted/odiff';
import { ArtifactId, Counts, InvalidTransition, ReleaseStatus, Run, Task, type Evidence, type TaskState } from 'depicted/workflow';
import { diff, diffSync, DiffError, type DiffOptions, type DiffResult } from 'depicted';
import 'depicted/vitest';
import { expect as vitest } from 'vitest';
import { expect as playwright } from 'depicted/playwright';
import type { Locator, Page } from '@playwright/test';

const options: DiffOptions = {
  metric: 'odiff',
  threshold: 0.2,
  resize_filter: 'lanczos3',
  highlight: { color_alt: '#00f', mode: 'side-by-side' },
  tolerance: { max_different_pixels: null },
  ignore: [{ x: 0, y: 0, width: 1, height: 1 }],
  draw: false,
};
const result: DiffResult = await diff('a.png', Buffer.alloc(0), { ...options, signal: AbortSignal.timeout(5) });
const verdict: 'same' | 'different' = result.verdict;
const score: number | null = result.regions[0]?.score ?? null;
const bytes: Buffer | null = result.highlight;
diffSync(new URL('file:///a.png'), { data: new Uint8ClampedArray(4), width: 1, height: 1 }, { threshold: 'strict' });

// @ts-expect-error an unknown option
diffSync('a', 'b', { treshold: 1 });
// @ts-expect-error an unknown word
diffSync('a', 'b', { metric: 'ssim' });
// @ts-expect-error a wrong type
diffSync('a', 'b', { highlight: { fade: '0.1' } });
// @ts-expect-error a synchronous call cannot be aborted
diffSync('a', 'b', { signal: AbortSignal.timeout(5) });
// @ts-expect-error no picture
diffSync(1, 'b');

try {
  diffSync('a', 'b');
} catch (error) {
  if (error instanceof DiffError) {
    const code: 'unsupported_format' | 'corrupt_image' | 'too_large' | 'bad_option' | 'io' = error.code;
    console.log(code, error.side, verdict, score, bytes);
  }
}

const npm: PixelmatchOptions = { threshold: 0.1, diffColor: [1, 2, 3] };
const count: number = pixelmatch(new Uint8Array(4), Buffer.alloc(4), null, 1, 1, npm);
const odiff: ODiffResult = await compare('a', 'b', 'c', { antialiasing: true });
if (!odiff.match && odiff.reason === 'pixel-diff') console.log(odiff.diffCount, count);
new ODiffServer().stop();

await vitest(Buffer.alloc(1)).toMatchBaseline('name', { metric: 'exact' });
await vitest(Buffer.alloc(1)).toMatchBaseline({ threshold: 'relaxed' });
// @ts-expect-error where the picture goes is settled
await vitest(Buffer.alloc(1)).toMatchBaseline({ output: 'x' });

declare const page: Page;
declare const locator: Locator;
await playwright(page).toMatchBaseline('name', { screenshot: { fullPage: true }, threshold: 1 });
await playwright(locator).toMatchBaseline();
await playwright(Buffer.alloc(1)).toMatchBaseline({ max_regions: 3 });
await playwright(page).toHaveTitle('Playwright\'s own matchers are there');

const image: ArtifactId = ArtifactId.parse('a'.repeat(40));
const news: Evidence = { diff: { diff: { state: 'found', image, distortion: 0.1 } } };
const run: Run = Run.inherit(Run.learn(Run.new(), news), null);
if (run.after.state === 'captured') Run.inherit(run, run.after.image);
const state: TaskState = Task.lease(Task.new(Date.now()), 'me', Date.now(), 60_000).state;
if (state.state === 'leased') console.log(state.owner, state.heartbeat?.index);
const expired: Task | null = Task.expire(Task.new(0), 1, { max: 2 });
const line: string = Counts.summary(Counts.of(new Set([Run.status(run)])));
try {
  ReleaseStatus.after('reviewing', { decide: 'good' });
  // @ts-expect-error an unknown event
  ReleaseStatus.after('reviewing', 'closed');
  // @ts-expect-error a text that nobody checked
  Run.inherit(run, 'a'.repeat(40));
} catch (error) {
  if (error instanceof InvalidTransition && error.code !== 'not_due') console.log(error.from, error.event, expired, line);
}
