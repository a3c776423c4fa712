// `depicted/odiff` beside npm odiff-bin: the same calls, the same results.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { PNG } from 'pngjs';
import * as ours from 'depicted/odiff';
import { pages, pair } from './support/pictures.mjs';
import { random } from './support/random.mjs';

const npm = createRequire(import.meta.url)('odiff-bin');
const PAIRS = 25;

let folder;
let theirs;
before(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'depicted-odiff-'));
  theirs = new npm.ODiffServer();
});
after(() => {
  theirs.stop();
  fs.rmSync(folder, { recursive: true });
});

const at = (name) => path.join(folder, name);

function written(name, pixels, width, height) {
  const file = at(name);
  const png = new PNG({ width, height });
  png.data = Buffer.from(pixels);
  fs.writeFileSync(file, PNG.sync.write(png));
  return file;
}

/** Runs both; the server of odiff adds the number of the request. */
async function agree(base, compared, options, name) {
  const { requestId, ...expected } = await theirs.compare(base, compared, at('theirs.png'), options);
  const found = await ours.compare(base, compared, at('ours.png'), options);
  assert.deepEqual(found, expected, name);
  return found;
}

test('seeded pictures give the results of odiff', async () => {
  const seeded = random(45);
  let different = 0;
  for (let turn = 0; turn < PAIRS; turn += 1) {
    const { before, after, width, height } = pair(seeded);
    const base = written('a.png', before, width, height);
    const compared = written('b.png', after, width, height);
    for (const options of [
      {},
      { threshold: 0.02, antialiasing: true },
      { captureDiffLines: true, captureDiffCols: true, outputDiffMask: true },
      { captureDiffLines: true, threshold: 0.3 },
      { ignoreRegions: [{ x1: 0, y1: 0, x2: Math.trunc(width / 2), y2: Math.trunc(height / 2) }] },
    ]) {
      const found = await agree(base, compared, options, `pair ${turn} ${JSON.stringify(options)}`);
      different += found.match ? 0 : 1;
    }
  }
  assert.ok(different > PAIRS, `${different} different`);
});

test('the pages give the results of odiff, by compare and by the server, from files and from buffers', async () => {
  const [base, compared] = pages;
  const expected = await npm.compare(base, compared, at('theirs.png'), { captureDiffLines: true });
  const server = new ours.ODiffServer();
  const buffers = pages.map((file) => fs.readFileSync(file));
  const options = { captureDiffLines: true };
  for (const found of [
    await ours.compare(base, compared, at('1.png'), options),
    await server.compare(base, compared, at('2.png'), { ...options, timeout: 60_000 }),
    await server.compareBuffers(buffers[0], 'png', buffers[1], 'png', at('3.png'), options),
  ]) {
    assert.deepEqual(found, expected);
  }
  for (const name of ['1.png', '2.png', '3.png']) {
    assert.equal(PNG.sync.read(fs.readFileSync(at(name))).width, 800);
  }
  server.stop();
  server.stop();
});

test('equal files match, and no picture is written', async () => {
  const found = await ours.compare(pages[0], pages[0], at('none.png'));
  assert.deepEqual(found, await npm.compare(pages[0], pages[0], at('none.png')));
  assert.equal(fs.existsSync(at('none.png')), false);
});

test('a picture is no duty', async () => {
  const found = await ours.compare(pages[0], pages[1], undefined, { captureDiffCols: true });
  assert.equal(found.reason, 'pixel-diff');
  assert.ok(found.diffCols.length > 0);
});

test('sizes that differ are pixels, or a layout where that is asked for', async () => {
  const base = written('small.png', new Uint8Array(4 * 4 * 4).fill(255), 4, 4);
  const compared = written('large.png', new Uint8Array(5 * 4 * 4).fill(255), 5, 4);
  assert.deepEqual(await agree(base, compared, {}), { match: false, reason: 'pixel-diff', diffCount: 4, diffPercentage: 20 });
  const layout = await ours.compare(base, compared, at('layout.png'), { failOnLayoutDiff: true });
  assert.deepEqual(layout, await npm.compare(base, compared, at('layout.png'), { failOnLayoutDiff: true }));
  assert.deepEqual(layout, { match: false, reason: 'layout-diff' });
  assert.equal(fs.existsSync(at('layout.png')), false);
});

test('a file that is not there rejects, or is a result where that is asked for', async () => {
  const missing = at('missing.png');
  const options = { noFailOnFsErrors: true };
  for (const given of [[missing, pages[0]], [pages[0], missing]]) {
    const found = await ours.compare(...given, at('x.png'), options);
    assert.deepEqual(found, await npm.compare(...given, at('x.png'), options));
    await assert.rejects(npm.compare(...given, at('x.png')));
    await assert.rejects(ours.compare(...given, at('x.png')), (error) => error.code === 'io');
  }
});

test('the pictures: the mask is theirs to the pixel, the veil is as white as theirs', async () => {
  const options = { outputDiffMask: true, diffColor: 'cd2cc9' };
  await npm.compare(...pages, at('theirs.png'), { ...options, diffColor: '#cd2cc9' });
  await ours.compare(...pages, at('ours.png'), options);
  const [mask, wanted] = ['ours.png', 'theirs.png'].map((name) => PNG.sync.read(fs.readFileSync(at(name))));
  assert.ok(mask.data.equals(wanted.data));

  await ours.compare(...pages, at('veil.png'), { diffOverlay: 0.75, outputDiffMask: true });
  const veil = PNG.sync.read(fs.readFileSync(at('veil.png'))).data;
  const page = PNG.sync.read(fs.readFileSync(pages[0])).data;
  // The darkest grey under three quarters of white is 191; red is what differs.
  const darkest = veil.reduce((least, byte, at) => (veil[at - (at % 4)] === veil[at - (at % 4) + 1] ? Math.min(least, byte) : least), 255);
  assert.ok(darkest >= 191 && darkest < 215, `${darkest} over ${page[0]}`);
});

test('what is not two Buffers is refused in the words of odiff', async () => {
  const server = new ours.ODiffServer('/not/used');
  const wrong = { message: 'Both baseBuffer and compareBuffer must be Buffer instances' };
  await assert.rejects(server.compareBuffers('a', 'png', Buffer.alloc(1), 'png', at('x.png')), wrong);
  await assert.rejects(theirs.compareBuffers('a', 'png', Buffer.alloc(1), 'png', at('x.png')), wrong);
});

test('stop rejects what is under way, and time that runs out does too', async () => {
  const server = new ours.ODiffServer();
  const stopped = server.compare(...pages, at('x.png'));
  server.stop();
  await assert.rejects(stopped, { message: 'odiff: Server process terminated' });
  assert.equal((await server.compare(...pages, at('x.png'))).match, false);

  // More work than the pool has threads, so that the last has not begun when the time is over.
  const busy = Array.from({ length: 16 }, () => ours.compare(...pages, at('x.png')));
  await assert.rejects(server.compare(...pages, at('x.png'), { timeout: 0 }), { message: 'odiff: Request timed out after 0ms' });
  await Promise.all(busy);
});

test('an option out of range is refused by name', async () => {
  for (const options of [{ threshold: 2 }, { ignoreRegions: [{ x1: 5, y1: 0, x2: 1, y2: 1 }] }, { diffColor: '#12' }]) {
    await assert.rejects(ours.compare(...pages, at('x.png'), options), (error) => error.code === 'bad_option');
  }
});
