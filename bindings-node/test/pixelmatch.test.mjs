// `depicted/pixelmatch` beside npm pixelmatch: what it returns, what it draws, what it throws.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import npm from 'pixelmatch';
import ours from 'depicted/pixelmatch';
import { corpus, pages, pair, png } from './support/pictures.mjs';
import { random } from './support/random.mjs';

const PAIRS = 200;
const OPTIONS = 5;

const bytes = (length) => new Uint8Array(length);

/** Runs both, on an output that holds something, and compares the count and every byte. */
function agree({ before, after, width, height }, options, make, name) {
  const [expected, found] = [0, 1].map(() => make(before.length).fill(7));
  const count = npm(before, after, expected, width, height, options);
  assert.equal(ours(before, after, found, width, height, options), count, name);
  assert.equal(ours(before, after, undefined, width, height, options), count, `${name} without output`);
  const at = expected.findIndex((byte, at) => byte !== found[at]);
  assert.equal(at, -1, `${name}: byte ${at} is ${found[at]}, npm says ${expected[at]}`);
}

function anyOptions(random) {
  const color = () => [0, 1, 2].map(() => random.below(256));
  const all = {
    threshold: random.pick([0, 0.05, 0.1, 0.3, 1]),
    alpha: random.pick([0, 0.1, 0.5, 1]),
    includeAA: random.chance(50),
    checkerboard: random.chance(50),
    diffMask: random.chance(30),
    aaColor: color(),
    diffColor: color(),
    diffColorAlt: color(),
  };
  return Object.fromEntries(Object.entries(all).filter(() => random.chance(50)));
}

test('seeded pictures give the count and the picture of npm', () => {
  const seeded = random(720);
  for (let turn = 0; turn < PAIRS; turn += 1) {
    const pictures = pair(seeded);
    for (const options of [{}, { diffMask: true }, ...Array.from({ length: OPTIONS }, () => anyOptions(seeded))]) {
      agree(pictures, options, turn % 2 ? Buffer.alloc : bytes, `pair ${turn} ${JSON.stringify(options)}`);
    }
  }
});

test('real pictures give the count and the picture of npm', (t) => {
  const folder = corpus();
  const pairs = [pages];
  if (folder) {
    for (const at of [1, 2, 3, 4, 5, 6, 7]) pairs.push(['a', 'b'].map((side) => path.join(folder, `pixelmatch/${at}${side}.png`)));
    pairs.push(['a', 'b'].map((side) => path.join(folder, `screenshots/banner-${side}.png`)));
  } else {
    t.diagnostic('left out: the pictures of the corpus, because neither $DEPICTED_CORPUS nor ../shared/corpus is a folder');
  }
  for (const files of pairs) {
    const [before, after] = files.map(png);
    const pictures = { ...before, before: before.data, after: after.data };
    const lively = { threshold: 0.02, alpha: 0.7, aaColor: [0, 9, 255], diffColor: [12, 200, 99], diffColorAlt: [0, 0, 255] };
    for (const options of [{}, lively, { includeAA: true, checkerboard: false, diffMask: true }]) {
      agree(pictures, options, bytes, `${files[0]} ${JSON.stringify(options)}`);
    }
  }
});

test('a clamped output has the same colours, and greys that are at most one level darker', () => {
  const seeded = random(9);
  for (let turn = 0; turn < 20; turn += 1) {
    const { before, after, width, height } = pair(seeded);
    const [expected, found] = [0, 1].map(() => new Uint8ClampedArray(before.length));
    const count = npm(before, after, expected, width, height, { diffColor: [300, -5, 12.7] });
    assert.equal(ours(before, after, found, width, height, { diffColor: [300, -5, 12.7] }), count);
    assert.ok(expected.every((byte, at) => byte === found[at] || byte === found[at] + 1));
  }
});

test('inputs may be views that begin anywhere, and of any byte type', () => {
  const { before, after, width, height } = pair(random(4));
  const shifted = new Uint8Array(before.length + 1);
  shifted.set(before, 1);
  const count = npm(before, after, null, width, height);
  assert.equal(ours(shifted.subarray(1), new Uint8ClampedArray(after), null, width, height), count);
});

test('colours wrap as they do where npm stores them', () => {
  const before = Uint8Array.of(0, 0, 0, 255);
  const after = Uint8Array.of(255, 255, 255, 255);
  agree({ before, after, width: 1, height: 1 }, { diffColor: [256, -1, 3.9] }, bytes, 'odd colours');
});

test('no pixels are equal', () => {
  assert.equal(ours(new Uint8Array(), new Uint8Array(), undefined, 0, 0), npm(new Uint8Array(), new Uint8Array(), undefined, 0, 0));
});

test('errors have the type and the words of npm', () => {
  const four = new Uint8Array(4);
  const wrong = [
    [[1, 2, 3, 4], four, null, 1, 1],
    [four, 'text', null, 1, 1],
    [four, new Uint32Array(1), null, 1, 1],
    [four, four, [0, 0, 0, 0], 1, 1],
    [four, new Uint8Array(8), null, 1, 1],
    [four, four, new Uint8Array(8), 1, 1],
    [four, four, null, 2, 2],
    [four, four, null, 1, 1, null],
  ];
  for (const given of wrong) {
    const thrown = [npm, ours].map((pixelmatch) => {
      try {
        pixelmatch(...given);
      } catch (error) {
        // Options that are null are an error of the language, whose words name variables.
        return { type: error.constructor, words: error instanceof TypeError || error.message };
      }
      return undefined;
    });
    assert.ok(thrown[0]);
    assert.deepEqual(thrown[1], thrown[0]);
  }
});

test('an option out of range is refused by name, where npm takes it', () => {
  const before = Uint8Array.of(0, 0, 0, 255);
  const after = Uint8Array.of(255, 255, 255, 255);
  for (const options of [{ threshold: 2 }, { threshold: Number.NaN }, { alpha: -1 }]) {
    const call = () => ours(before, after, new Uint8Array(4), 1, 1, options);
    assert.throws(call, (error) => error.code === 'bad_option', JSON.stringify(options));
  }
});

test('CommonJS has the function, and the same one as its default', () => {
  const required = createRequire(import.meta.url)('depicted/pixelmatch');
  assert.equal(required, ours);
  assert.equal(required.default, ours);
});
