// The vectors of the repository through both calls, files as paths and as bytes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diff, diffSync, DiffError } from 'depicted';
import { agree, cases, picture, wantsHighlight } from './support/vectors.mjs';

/** Reasons why a case cannot be put in this language, and how many cases each leaves out. There are none. */
const LEFT_OUT = { count: 0 };

const WAYS = {
  'diff, paths': [diff, 'path'],
  'diff, bytes': [diff, 'bytes'],
  'diffSync, paths': [async (...given) => diffSync(...given), 'path'],
  'diffSync, bytes': [async (...given) => diffSync(...given), 'bytes'],
};

const all = cases();

test('there are cases, and none is left out', () => {
  assert.ok(all.length >= 200, `${all.length} cases`);
  assert.equal(LEFT_OUT.count, 0);
});

for (const [way, [call, form]] of Object.entries(WAYS)) {
  test(`every case by ${way}`, async () => {
    const wrong = [];
    for (const one of all) {
      await check(one, call, form).catch((error) => wrong.push(`${one.id}: ${error.message}`));
    }
    assert.deepEqual(wrong, [], `${wrong.length} of ${all.length} cases are wrong`);
  });
}

async function check(one, call, form) {
  const options = { ...one.options, draw: wantsHighlight(one) };
  const comparison = call(picture(one.before, form), picture(one.after, form), options);
  if (!one.error) return agree(one, await comparison);
  await assert.rejects(comparison, (error) => {
    assert.ok(error instanceof DiffError, `${error}`);
    assert.deepEqual({ code: error.code, side: error.side }, one.error);
    return true;
  });
}
