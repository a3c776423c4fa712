// The names, defaults and words of index.d.ts against the engine's: one that is missing, or too many, fails here.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { diffSync } from 'depicted';
import { cases, root } from './support/vectors.mjs';
import { pages } from './support/pictures.mjs';

const declarations = fs.readFileSync(new URL('../index.d.ts', import.meta.url), 'utf8');
const defaults = JSON.parse(fs.readFileSync(path.join(root, 'options.json'), 'utf8'));

/** The groups of options, and the interface of each. */
const GROUPS = { highlight: 'HighlightOptions', tolerance: 'ToleranceOptions', limits: 'LimitOptions' };
/** What the binding adds to the options of the engine. */
const OWN = { draw: true, output: null };

/** The fields of an interface: type, whether it may be left out, and the default that its comment states. */
function fields(name) {
  const body = declarations.match(new RegExp(`export interface ${name} \\{\\n([^]*?)\\n\\}`))?.[1];
  assert.ok(body, `index.d.ts has no interface ${name}`);
  const found = [...body.matchAll(/\/\*\*([^]*?)\*\/\n\s*(\w+)(\??): (.*)/g)].map(([, comment, field, optional, type]) => {
    const stated = comment.match(/@default (.*)/)?.[1];
    return [field, { optional: optional === '?', type, stated: stated && JSON.parse(stated) }];
  });
  assert.equal(found.length, body.split('\n').filter((line) => /^ {2}\w/.test(line)).length, `every field of ${name} has a comment`);
  return Object.fromEntries(found);
}

function words(type) {
  return declarations.match(new RegExp(`export type ${type} = (.*)`))[1].split(' | ').map((word) => word.slice(1, -1));
}

test('every option is there, may be left out, and states the default of the engine', () => {
  const check = (name, wanted) => {
    const found = fields(name);
    assert.deepEqual(Object.keys(found).sort(), Object.keys(wanted).sort(), name);
    for (const [field, { optional, stated, type }] of Object.entries(found)) {
      assert.ok(optional, `${name}.${field} may be left out`);
      if (field in GROUPS && name === 'DiffOptions') {
        assert.equal(type, GROUPS[field]);
        check(GROUPS[field], wanted[field]);
      } else {
        assert.deepEqual(stated, wanted[field], `the default of ${name}.${field}`);
        assert.equal(type.endsWith('| null'), wanted[field] === null, `${name}.${field} may be null where its default is`);
      }
    }
  };
  check('DiffOptions', { ...defaults, ...OWN });
});

test('what is left out is the default: both give one report', () => {
  const plain = ({ elapsed_ms, ...report }) => report;
  const [left, stated] = [undefined, { ...defaults, ...OWN }].map((options) => plain(diffSync(...pages, options)));
  assert.deepEqual(left, stated);
});

test('the words of each option are those of the engine', () => {
  for (const [options, type] of [
    [{ metric: '?' }, 'Metric'],
    [{ antialiasing: '?' }, 'Antialiasing'],
    [{ resize: '?' }, 'Resize'],
    [{ resize_filter: '?' }, 'ResizeFilter'],
    [{ highlight: { mode: '?' } }, 'HighlightMode'],
    [{ highlight: { format: '?' } }, 'HighlightFormat'],
  ]) {
    assert.throws(() => diffSync(...pages, options), (error) => {
      // The engine lists what it knows.
      const known = [...error.message.split('expected')[1].matchAll(/`([^`]+)`/g)].map(([, word]) => word);
      assert.deepEqual(words(type), known, type);
      return true;
    });
  }
  for (const level of words('Level')) assert.equal(diffSync(...pages, { threshold: level, draw: false }).metric, 'perceptual');
  assert.throws(() => diffSync(...pages, { threshold: '?' }), new RegExp(words('Level').join(', ')));
});

test('every field of the report is there', () => {
  const reports = cases().filter((one) => one.expected).map((one) => one.expected);
  const some = (pick) => Object.keys(reports.map(pick).find((value) => value)).sort();
  const check = (name, names) => assert.deepEqual(Object.keys(fields(name)).sort(), names.sort(), name);
  check('DiffResult', [...new Set([...some((report) => report), 'elapsed_ms', 'highlight'])]);
  check('PixelCounts', some((report) => report.pixels));
  check('Region', some((report) => report.regions[0]));
  check('Move', some((report) => report.regions[0]?.moved));
  check('Rect', some((report) => report.bounds));
  check('Resized', some((report) => report.resized));
  check('Size', some((report) => report.before));
  check('ElapsedMs', Object.keys(diffSync(...pages).elapsed_ms));
});

test('no type is any', () => {
  const code = declarations.replace(/\/\*\*[^]*?\*\//g, '');
  assert.doesNotMatch(code, /\bany\b|\bunknown\b/);
});

test('the version is that of the workspace', () => {
  const manifest = fs.readFileSync(new URL('../../Cargo.toml', import.meta.url), 'utf8');
  const { version } = JSON.parse(fs.readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  assert.equal(version, manifest.match(/^version = "(.*)"/m)[1]);
});
