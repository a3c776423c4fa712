// Names of baselines become files that stay in their folder.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';

const { fileName, files, unnamed } = createRequire(import.meta.url)('../lib/baseline/names.js');

test('a name becomes a file name that every system takes', () => {
  for (const [name, file] of [
    ['home', 'home'],
    ['home.png', 'home'],
    ['the page, in the dark', 'the-page-in-the-dark'],
    ['Überschrift', 'Überschrift'],
    ['U\u0308berschrift', 'Überschrift'],
    ['日本語', '日本語'],
    ['a/b\\c:d*e', 'a-b-c-d-e'],
    ['../../etc/passwd', 'etc-passwd'],
    ['C:\\windows', 'C-windows'],
    ['.hidden', 'hidden'],
    ['nul', '_nul'],
    ['COM1.x', '_COM1.x'],
    ['zero\0width', 'zero-width'],
  ]) {
    assert.equal(fileName(name), file, name);
  }
});

test('what has no letters, or too many, is told apart by a hash', () => {
  for (const name of ['', '..', '///', '😀']) assert.match(fileName(name), /^[0-9a-f]{8}$/, name);
  assert.notEqual(fileName('😀'), fileName('😁'));
  const [long, longer] = ['語'.repeat(300), '語'.repeat(301)].map(fileName);
  assert.ok(Buffer.byteLength(`${long}.actual.png`) <= 255);
  assert.notEqual(long, longer);
});

test('files stay in the folder of their test', () => {
  const folder = path.resolve('/project/tests/__screenshots__/page.test.js');
  for (const name of ['../up', '/root', '..\\over', '..', 'a/../../b']) {
    for (const file of Object.values(files('/project/tests/page.test.js', name))) {
      assert.ok(path.resolve(file).startsWith(folder + path.sep), `${name}: ${file}`);
    }
  }
});

test('two names for one file are refused, and one name twice is not', () => {
  files('/project/t.js', 'one two');
  files('/project/t.js', 'one two');
  files('/project/other.js', 'one-two');
  assert.throws(() => files('/project/t.js', 'one/two'), /'one two' and 'one\/two' would both be .*one-two\.png/);
});

test('unnamed baselines are numbered, from 1 in each attempt', () => {
  const [first, second] = [{}, {}];
  assert.deepEqual([unnamed(first, 't'), unnamed(first, 't'), unnamed(second, 't')], ['t-1', 't-2', 't-1']);
});
