// The vectors, through both builds in Node.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";
import { caseIds } from "./support/case-ids.js";
import { differences } from "./support/agree.js";
import { PACKAGE } from "./support/places.js";

for (const file of ["depicted-simd.wasm", "depicted.wasm"]) {
  test(`every case through ${file}`, async (t) => {
    const run = promisify(execFile)(process.execPath, ["test/support/run-vectors.js", file], { cwd: PACKAGE });
    const result = JSON.parse((await run).stdout);
    const skipped = Object.values(result.skipped).reduce((sum, count) => sum + count, 0);
    t.diagnostic(`${result.ran} cases ran, skipped ${JSON.stringify(result.skipped)}`);
    assert.deepEqual(result.wrong, []);
    assert.equal(result.ran + skipped, caseIds().length);
    assert.ok(skipped < 20 && result.ran > 100, `${skipped} skipped, ${result.ran} ran`);
  });
}

test("the comparison of reports sees what is wrong", () => {
  assert.deepEqual(differences({ score: 1 / 3 }, { score: (1 / 3) * (1 + 5e-13) }), []);
  assert.equal(differences({ score: 1 / 3 }, { score: (1 / 3) * (1 + 2e-12) }).length, 1);
  assert.deepEqual(differences({ regions: [{ x: 4 }] }, { regions: [{ x: 5 }] }), ["regions[0].x: 5, expected 4"]);
  assert.equal(differences({ x: 1 }, {}).length, 1);
  assert.equal(differences({}, { x: 1 }).length, 1);
});
