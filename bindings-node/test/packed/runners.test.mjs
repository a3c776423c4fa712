// Each test runner in its own project, over depicted as it is installed.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { packed, repository, run, runners } from './project.mjs';
import { namedFiles } from './readme.mjs';

const [PAGE, CHANGED] = ['before', 'after'].map((side) => path.join(repository, `core/examples/pictures/${side}.png`));
const LINE = 'different: distortion 0.0396, 9 709 of 480 000 pixels, 3 regions';
const REGION = 'largest region: 8728 pixels, 220x40 at 530,289';

let project;
before((t) => {
  project = runners(t, packed(t).tarball);
});

/** The files below a folder, by name. */
function files(folder) {
  if (!fs.existsSync(folder)) return [];
  const all = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return all.map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name))).sort();
}

function succeeds({ status, text }) {
  assert.equal(status, 0, text);
  return text;
}

function fails({ status, text }) {
  assert.notEqual(status, 0, text);
  return text;
}

/** Vitest and Jest keep the same rules. */
for (const [runner, testFile, ci, words] of [
  ['vitest', 'baseline.test.mjs', { env: { CI: 'true' } }, ['vitest', 'run']],
  ['jest', 'baseline.test.cjs', { words: ['--ci'] }, ['jest']],
]) {
  test(`${runner}: a baseline is written, held to, and replaced`, () => {
    const folder = path.join(project, runner);
    const shots = path.join(folder, '__screenshots__', testFile);
    const runs = (picture, more = [], env = {}) => run(project, [...words, ...more], { cwd: folder, env: { PICTURE: picture, ...env } });
    const baselines = ['again-1.png', 'page.png', 'without-a-name-1.png', 'without-a-name-2.png'];

    const missing = fails(runs(PAGE, ci.words, ci.env));
    assert.match(missing, /there is no baseline .*page\.png/);
    assert.deepEqual(files(shots), []);

    succeeds(runs(PAGE));
    assert.deepEqual(files(shots), baselines);
    assert.ok(fs.readFileSync(path.join(shots, 'page.png')).equals(fs.readFileSync(PAGE)));
    succeeds(runs(PAGE, ci.words, ci.env));

    const different = fails(runs(CHANGED));
    for (const said of [LINE, REGION, ...['page.png', '__failed__/page.actual.png', '__failed__/page.diff.png'].map((name) => path.join(shots, name))]) {
      assert.ok(different.includes(said), `${said}\nis not in\n${different}`);
    }
    const left = baselines.flatMap((name) => ['actual', 'diff'].map((kind) => `__failed__/${name.replace('png', `${kind}.png`)}`));
    assert.deepEqual(files(shots), [...left, ...baselines].sort());
    assert.ok(fs.readFileSync(path.join(shots, '__failed__/page.actual.png')).equals(fs.readFileSync(CHANGED)));

    succeeds(runs(CHANGED, ['-u']));
    assert.deepEqual(files(shots), baselines);
    assert.ok(fs.readFileSync(path.join(shots, 'page.png')).equals(fs.readFileSync(CHANGED)));
    succeeds(runs(CHANGED, ci.words, ci.env));
  });
}

test('playwright: a baseline is written, held to, shown in the report, and replaced', (t) => {
  const chromium = ['chromium', 'chromium-browser', 'google-chrome'].flatMap((name) => process.env.PATH.split(':').map((dir) => path.join(dir, name))).find((file) => fs.existsSync(file));
  assert.ok(chromium, 'this needs a Chromium on PATH: apt-get install chromium');
  const folder = path.join(project, 'playwright');
  const shots = path.join(folder, '__screenshots__/baseline.spec.mjs');
  const results = path.join(folder, 'results');
  const runs = (picture, colour, more = []) => run(project, ['playwright', 'test', ...more], {
    cwd: folder, env: { PICTURE: picture, COLOUR: colour, CHROMIUM: chromium, RESULTS: results },
  });
  const baselines = ['page.png', 'picture.png', 'the-page-1.png'];

  assert.match(fails(runs(PAGE, 'gold', ['--update-snapshots=none'])), /there is no baseline .*picture\.png/);
  assert.deepEqual(files(shots), []);

  // Missing ones are written, and the run fails once: nobody has looked at them.
  assert.match(fails(runs(PAGE, 'gold')), /it was written now/);
  assert.deepEqual(files(shots), baselines);
  succeeds(runs(PAGE, 'gold'));

  const different = fails(runs(CHANGED, 'navy'));
  for (const said of [LINE, REGION, path.join(shots, '__failed__/page.diff.png')]) assert.ok(different.includes(said), different);
  const report = JSON.parse(fs.readFileSync(`${results}.json`, 'utf8'));
  const attached = report.suites[0].specs.flatMap((spec) => spec.tests[0].results[0].attachments.map(({ name, contentType }) => `${name} ${contentType}`));
  for (const name of ['picture', 'page']) {
    for (const which of ['expected', 'actual', 'diff']) assert.ok(attached.includes(`${name}-${which}.png image/png`), `${attached}`);
  }
  assert.ok(fs.existsSync(`${results}-html/index.html`));

  succeeds(runs(CHANGED, 'navy', ['--update-snapshots']));
  assert.ok(fs.readFileSync(path.join(shots, 'picture.png')).equals(fs.readFileSync(CHANGED)));
  assert.deepEqual(files(shots), baselines);
  succeeds(runs(CHANGED, 'navy'));
});

test('the examples of the README run in Vitest and in Jest', () => {
  for (const [words, names] of [
    [['vitest', 'run'], ['vitest.config.mjs', 'home.test.mjs']],
    [['jest', '--testPathIgnorePatterns', 'mjs'], ['jest.config.cjs', 'home.test.js']],
  ]) {
    const folder = path.join(project, `readme-${words[0]}`);
    fs.mkdirSync(folder);
    fs.copyFileSync(CHANGED, path.join(folder, 'after.png'));
    for (const name of names) fs.writeFileSync(path.join(folder, name), namedFiles()[name]);
    succeeds(run(project, words, { cwd: folder }));
    assert.deepEqual(files(path.join(folder, '__screenshots__')), [path.join(names[1], 'front.png')]);
  }
});

test('the example of the README for Playwright is like the one that ran', () => {
  const spec = fs.readFileSync(path.join(project, 'playwright/baseline.spec.mjs'), 'utf8');
  for (const call of ["from 'depicted/playwright'", "{ screenshot: { fullPage: true } }", 'expect(page.locator(']) {
    assert.ok(namedFiles()['home.spec.mjs'].includes(call) && spec.includes(call), call);
  }
});

test('node:test: the example of the README passes and fails', () => {
  const folder = path.join(project, 'node-test');
  fs.copyFileSync(PAGE, path.join(folder, 'baseline.png'));
  assert.ok(fs.readFileSync(path.join(folder, 'screenshot.test.mjs'), 'utf8').includes(namedFiles()['screenshot.test.mjs']));
  fs.writeFileSync(path.join(project, 'node_modules/.bin/node-here'), `#!/bin/sh\nexec "${process.execPath}" "$@"\n`, { mode: 0o755 });
  const runs = (picture) => run(project, ['node-here', '--test'], { cwd: folder, env: { PICTURE: picture } });
  succeeds(runs(PAGE));
  assert.match(fails(runs(CHANGED)), /see diff\.png/);
  assert.deepEqual(files(folder), ['baseline.png', 'diff.png', 'screenshot.test.mjs']);
});

test('the types are what TypeScript says they are, strictly', () => {
  succeeds(run(project, ['tsc', '--project', 'types'], {}));
});
