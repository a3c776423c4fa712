// The two calls: what they take, what they refuse, and what happens at the same time.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { Worker } from 'node:worker_threads';
import { diff, diffSync, DiffError } from 'depicted';
import { pages, png } from './support/pictures.mjs';

const [before, after] = pages;
const bytes = fs.readFileSync(before);
const plain = ({ elapsed_ms, ...report }) => report;
const expected = plain(diffSync(before, after));

test('a picture is a path, a URL, bytes or pixels, and it does not matter which', async () => {
  const { data, width, height } = png(before);
  const forms = [
    before,
    pathToFileURL(before),
    bytes,
    new Uint8Array(bytes),
    new Uint8ClampedArray(bytes),
    Buffer.concat([Buffer.alloc(3), bytes]).subarray(3),
    vm.runInNewContext('new Uint8Array(bytes)', { bytes }),
    { data, width, height },
    { data: new Uint8ClampedArray(data), width, height },
  ];
  for (const form of forms) {
    assert.deepEqual(plain(diffSync(form, after)), expected);
    assert.deepEqual(plain(await diff(form, after)), expected);
  }
});

test('the picture of the differences is in memory, in a file, or not made', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'depicted-diff-'));
  const output = path.join(folder, 'diff.png');
  const to = await diff(before, after, { output });
  assert.deepEqual([to.highlight, to.highlight_written], [null, true]);
  assert.ok(fs.readFileSync(output).equals(expected.highlight));
  fs.rmSync(output);
  const none = await diff(before, after, { output, draw: false });
  assert.deepEqual([none.highlight, none.highlight_written, fs.existsSync(output)], [null, false, false]);
  assert.equal(diffSync(before, before).highlight, null);
  assert.ok(Buffer.isBuffer(diffSync(before, before, { highlight: { always: true } }).highlight));
  assert.throws(() => diffSync(before, after, { output: path.join(folder, 'no/such/folder.png') }), { code: 'io', side: null });
  fs.rmSync(folder, { recursive: true });
});

test('undefined is left out, null is no options', () => {
  assert.deepEqual(plain(diffSync(before, after, { metric: undefined, threshold: undefined, draw: undefined, output: undefined })), expected);
  assert.deepEqual(plain(diffSync(before, after, null)), expected);
  assert.deepEqual(plain(diffSync(before, after, { output: null })), expected);
});

test('a number arrives as the double it was', () => {
  for (const threshold of [0.1, 1 / 3, 0.30000000000000004, 5e-324, 1]) {
    assert.equal(diffSync(before, after, { metric: 'rmse', threshold, draw: false }).threshold, threshold);
  }
});

test('an error is a DiffError with a code, a side and the words of the engine', async () => {
  const given = [
    ['missing.png', after, undefined, { code: 'io', side: 'before' }, /missing\.png/],
    [before, Buffer.from('text'), undefined, { code: 'unsupported_format', side: 'after' }, /^after: /],
    [bytes.subarray(0, 999), after, undefined, { code: 'corrupt_image', side: 'before' }, /./],
    [before, after, { limits: { max_pixels: 9 } }, { code: 'too_large', side: 'before' }, /max_pixels = 9/],
    [before, after, { treshold: 1 }, { code: 'bad_option', side: null }, /^unknown field `treshold`, expected one of .*`threads`$/],
    [before, after, { highlight: { colour: 'red' } }, { code: 'bad_option', side: null }, /`colour`/],
    [before, after, { threshold: Number.NaN }, { code: 'bad_option', side: null }, /number/],
    [before, after, { tolerance: { max_distortion: Infinity } }, { code: 'bad_option', side: null }, /Infinity/],
    [before, after, { max_regions: 1.5 }, { code: 'bad_option', side: null }, /1\.5/],
    [before, after, { max_regions: 5n }, { code: 'bad_option', side: null }, /5/],
    [before, after, { metric: () => {} }, { code: 'bad_option', side: null }, /variant/],
    [{ data: bytes, width: 3, height: 3 }, after, undefined, { code: 'corrupt_image', side: null }, /3x3/],
  ];
  for (const [one, other, options, facts, words] of given) {
    const check = (error) => {
      assert.ok(error instanceof DiffError && error instanceof Error);
      assert.deepEqual({ code: error.code, side: error.side }, facts);
      assert.match(error.message, words);
      assert.equal(`${error}`, `DiffError: ${error.message}`);
      return true;
    };
    assert.throws(() => diffSync(one, other, options), check);
    await assert.rejects(diff(one, other, options), check);
  }
});

test('a wrong type is a TypeError that names the argument', async () => {
  const pixels = { data: new Uint8Array(4), width: 1, height: 1 };
  const given = [
    [[undefined, after], /^before is undefined: give a path/],
    [[before, 5], /^after is the number 5/],
    [[before, new Uint32Array(2)], /^after is of the class Uint32Array/],
    [[before, { ...pixels, data: 'x' }], /^after is an object/],
    [[{ ...pixels, width: 1.5 }, after], /^width of before is the number 1.5/],
    [[{ ...pixels, height: -1 }, after], /^height of before is the number -1/],
    [[before, after, 'strict'], /^options is the string strict/],
    [[before, after, []], /^options is of the class Array/],
    [[before, after, { draw: 'no' }], /^draw is the string no/],
    [[before, after, { output: 7 }], /^output is the number 7/],
  ];
  for (const [call, message] of given) {
    assert.throws(() => diffSync(...call), (error) => error instanceof TypeError && message.test(error.message));
    await assert.rejects(diff(...call), (error) => error instanceof TypeError && message.test(error.message));
  }
  await assert.rejects(diff(before, after, { signal: 'stop' }), /^TypeError: signal is the string stop/);
  assert.throws(() => diffSync(before, after, { signal: AbortSignal.timeout(9) }), { code: 'bad_option' });
});

test('many comparisons at a time give what each alone gives', async () => {
  const found = await Promise.all(Array.from({ length: 24 }, (_, turn) => diff(...(turn % 2 ? [before, after] : [bytes, after]))));
  for (const report of found) assert.deepEqual(plain(report), expected);
});

test('the main thread is free meanwhile', async () => {
  let turns = 0;
  const counting = setInterval(() => { turns += 1; }, 0);
  await Promise.all(Array.from({ length: 8 }, () => diff(before, after)));
  clearInterval(counting);
  assert.ok(turns > 0);
});

test('bytes may be changed or given away once the call is made', async () => {
  const mine = new Uint8Array(bytes);
  const comparison = diff(mine, after);
  mine.fill(0);
  structuredClone(mine.buffer, { transfer: [mine.buffer] });
  assert.equal(mine.length, 0);
  assert.deepEqual(plain(await comparison), expected);
});

test('shared memory is read once', async () => {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  assert.deepEqual(plain(diffSync(shared, after)), expected);
  assert.deepEqual(plain(await diff(shared, after)), expected);
});

test('a signal rejects at once, with its reason', async () => {
  const done = AbortSignal.abort(new Error('never'));
  await assert.rejects(diff('missing.png', 'missing.png', { signal: done }), { message: 'never' });

  const controller = new AbortController();
  const settled = [];
  // More than the pool has threads: some of these have not begun when the signal comes.
  const running = Array.from({ length: 12 }, () => diff(before, after, { signal: controller.signal }).catch((error) => settled.push(error.name)));
  controller.abort();
  await Promise.all(running);
  assert.deepEqual(settled, Array.from({ length: 12 }, () => 'AbortError'));
  // The pool goes on with other work.
  assert.deepEqual(plain(await diff(before, after)), expected);
});

test('a signal that comes late changes nothing, and many comparisons share one listener', async () => {
  const controller = new AbortController();
  let listeners = 0;
  const { signal } = controller;
  const add = signal.addEventListener.bind(signal);
  signal.addEventListener = (...given) => { listeners += 1; add(...given); };
  for (const report of await Promise.all(Array.from({ length: 12 }, () => diff(before, after, { signal })))) {
    assert.deepEqual(plain(report), expected);
  }
  await assert.rejects(diff('missing.png', after, { signal }), { code: 'io' });
  assert.equal(listeners, 1);
  controller.abort();
});

test('it works in worker threads, and one may end while it compares', async () => {
  const source = `
    const { parentPort, workerData } = require('node:worker_threads');
    const { diff } = require(workerData.depicted);
    diff(...workerData.pages).then(({ verdict }) => parentPort.postMessage(verdict));
    if (workerData.leave) process.exit(0);`;
  const depicted = createRequire(import.meta.url).resolve('depicted');
  const start = (leave) => new Worker(source, { eval: true, workerData: { depicted, pages, leave } });
  const verdict = await new Promise((resolve, reject) => start(false).once('message', resolve).once('error', reject));
  assert.equal(verdict, 'different');
  const code = await new Promise((resolve, reject) => start(true).once('exit', resolve).once('error', reject));
  assert.equal(code, 0);
});

test('ESM and CommonJS are one module', () => {
  const required = createRequire(import.meta.url)('depicted');
  assert.deepEqual({ ...required }, { diff, diffSync, DiffError });
});
