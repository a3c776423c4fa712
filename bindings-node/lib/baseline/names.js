'use strict';
// Where the files of a baseline are: `__screenshots__/<test file>/<name>.png`, and beside it what a failure leaves.

const { createHash } = require('node:crypto');
const path = require('node:path');

/** File names hold 255 bytes; suffixes and the number of a second baseline need some. */
const LONGEST = 180;

/** Names that were given in this process, by the file that they became. */
const given = new Map();

/**
 * The files of one baseline. Throws where two names would share a file.
 *
 * @param {string} testFile
 * @param {string} name as the caller wrote it, or as `unnamed` made it
 */
function files(testFile, name) {
  const folder = path.join(path.dirname(testFile), '__screenshots__', path.basename(testFile));
  const base = fileName(name);
  const baseline = path.join(folder, `${base}.png`);
  const other = given.get(baseline);
  if (other !== undefined && other !== name) {
    throw new Error(`the baselines '${other}' and '${name}' would both be ${baseline}: give one of them another name`);
  }
  given.set(baseline, name);
  const failed = path.join(folder, '__failed__');
  return { baseline, actual: path.join(failed, `${base}.actual.png`), diff: path.join(failed, `${base}.diff.png`) };
}

/** A name as a file name on every system: letters, digits, `.`, `_` and `-`; nothing that leaves the folder. */
function fileName(name) {
  const plain = name
    .normalize('NFC')
    .replace(/\.png$/i, '')
    .replace(/[^\p{L}\p{M}\p{N}._-]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  if (plain === '') return hash(name);
  const safe = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(plain) ? `_${plain}` : plain;
  if (Buffer.byteLength(safe) <= LONGEST) return safe;
  let cut = '';
  for (const letter of safe) {
    if (Buffer.byteLength(cut + letter) > LONGEST) break;
    cut += letter;
  }
  return `${cut}-${hash(name)}`;
}

function hash(name) {
  return createHash('sha256').update(name).digest('hex').slice(0, 8);
}

/** How many unnamed baselines each attempt of a test has had. */
const counts = new WeakMap();

/**
 * The name of a baseline that has none: that of the test, and a number.
 *
 * @param {object} attempt one object for each time that a test runs, so that a retry begins with 1 again
 * @param {string} testName
 */
function unnamed(attempt, testName) {
  const count = (counts.get(attempt) ?? 0) + 1;
  counts.set(attempt, count);
  return `${testName}-${count}`;
}

module.exports = { files, fileName, unnamed };
