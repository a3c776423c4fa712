'use strict';
// One picture against its baseline: read, compare, write.

const fs = require('node:fs/promises');
const path = require('node:path');
const { compare } = require('../compare.js');
const { isBytes } = require('../arguments.js');

const PNG = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/**
 * What became of it: `same`, `different` or `missing`, or that the baseline was `written` (there was none) or `updated`.
 *
 * @typedef {{ what: 'same' | 'different' | 'missing' | 'written' | 'updated', result?: object, line?: string }} Outcome
 */

/**
 * Compares a picture with its baseline.
 *
 * @param {Uint8Array} picture the bytes of a PNG
 * @param {{ baseline: string, actual: string, diff: string }} files
 * @param {'none' | 'missing' | 'changed' | 'all'} update which baselines may be written
 * @param {object} options of the engine
 * @returns {Promise<Outcome>}
 */
async function check(picture, files, update, options) {
  if (!isBytes(picture) || !PNG.equals(Buffer.from(picture.buffer, picture.byteOffset, Math.min(8, picture.byteLength)))) {
    throw new TypeError('toMatchBaseline takes the bytes of a PNG: a Buffer or a Uint8Array');
  }
  const { draw, output, ...engine } = options;
  const before = await fs.readFile(files.baseline).catch(absent);
  if (before === undefined) {
    if (update === 'none') return { what: 'missing' };
    await replace(picture, files, engine);
    return { what: 'written' };
  }
  if (update === 'all') {
    if (before.equals(picture)) return passed(files, { what: 'same' });
    await replace(picture, files, engine);
    return { what: 'updated' };
  }
  const compared = await compare(before, picture, { ...engine, draw: update !== 'changed' })
    .catch((error) => { if (update !== 'changed' || error.side !== 'before') throw error; });
  if (compared?.result.verdict === 'same') return passed(files, { what: 'same', ...compared });
  if (update === 'changed') {
    await replace(picture, files, engine);
    return { what: 'updated' };
  }
  await fs.mkdir(path.dirname(files.diff), { recursive: true });
  await fs.writeFile(files.actual, picture);
  await fs.writeFile(files.diff, compared.result.highlight);
  return { what: 'different', ...compared };
}

/** Makes a picture the baseline, if it is one that can be compared with later. */
async function replace(picture, files, options) {
  await compare(picture, picture, { ...options, draw: false });
  await fs.mkdir(path.dirname(files.baseline), { recursive: true });
  const unfinished = `${files.baseline}.${process.pid}.tmp`;
  await fs.writeFile(unfinished, picture);
  await fs.rename(unfinished, files.baseline);
  await clean(files);
}

async function passed(files, outcome) {
  await clean(files);
  return outcome;
}

/** Removes what an earlier failure left. */
async function clean({ actual, diff }) {
  await Promise.all([actual, diff].map((file) => fs.rm(file, { force: true })));
}

function absent(error) {
  if (error.code !== 'ENOENT') throw error;
}

module.exports = { check };
