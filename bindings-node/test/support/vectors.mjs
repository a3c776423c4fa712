// The vectors of the repository: cases found by walking, and what an outcome is held to.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../tests/vectors/', import.meta.url));

/** Fields that one division and one square root made: equal to 1e-12 of their size. */
const MEASURED = new Set(['distortion', 'score', 'census', 'max_error', 'mean_error']);

/** Every case, with its id. */
export function cases() {
  const files = fs.readdirSync(path.join(root, 'cases'), { recursive: true }).filter((file) => file.endsWith('.json'));
  return files.sort().map((file) => {
    const text = fs.readFileSync(path.join(root, 'cases', file), 'utf8');
    return { id: file.slice(0, -'.json'.length), ...JSON.parse(text) };
  });
}

/** A picture of a case: `form` says how a file is handed over. */
export function picture(given, form) {
  if (typeof given === 'string') {
    const file = path.join(root, given);
    return form === 'path' ? file : new Uint8Array(fs.readFileSync(file));
  }
  if ('path_missing' in given) return given.path_missing;
  if ('base64' in given) return Buffer.from(given.base64, 'base64');
  return { data: Buffer.from(given.rgba, 'base64'), width: given.width, height: given.height };
}

/** Whether a case asks for the picture. */
export function wantsHighlight({ expected }) {
  return expected !== undefined && 'highlight' in expected;
}

/** Holds a result to what a case expects. */
export function agree({ expected }, result) {
  const { elapsed_ms, highlight, ...report } = result;
  const { highlight: file, ...wanted } = expected;
  assert.ok(elapsed_ms.total >= 0, 'a time');
  same(report, wanted, 'report');
  if (!file) assert.equal(highlight, null);
  else assert.ok(fs.readFileSync(path.join(root, file)).equals(highlight), `highlight differs from ${file}`);
}

function same(found, wanted, at) {
  if (wanted === null || typeof wanted !== 'object') {
    const name = at.split('.').at(-1);
    const close = MEASURED.has(name) && typeof found === 'number' && Math.abs(found - wanted) <= 1e-12 * Math.abs(wanted);
    assert.ok(close || found === wanted, `${at} is ${found}, not ${wanted}`);
    return;
  }
  assert.deepEqual(Object.keys(found).sort(), Object.keys(wanted).sort(), `fields of ${at}`);
  for (const key of Object.keys(wanted)) same(found[key], wanted[key], `${at}.${key}`);
}
