// The states of releases, runs and tasks: the vectors through both builds in Node, and what is refused.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { init } from "../dist/index.js";
import * as workflow from "../dist/workflow.js";
import { DIST, PACKAGE } from "./support/places.js";

const { InvalidTransition, ReleaseStatus, Run, Task } = workflow;

// The first test, since those after it load the engine.
test("the engine has to be loaded first", async () => {
  assert.throws(() => Run.new(), /call `await init\(\)` before the workflow/);
  await init();
  assert.equal(Run.status(Run.new()), "data_pending");
});

for (const file of ["depicted-simd.wasm", "depicted.wasm"]) {
  test(`every case of the workflow through ${file}`, (t) => {
    const printed = execFileSync(process.execPath, ["test/support/run-workflow.js", file], { cwd: PACKAGE, encoding: "utf8" });
    const results = JSON.parse(printed);
    const ran = results.reduce((sum, result) => sum + result.ran, 0);
    t.diagnostic(`${ran} steps ran`);
    assert.deepEqual(results.flatMap(({ wrong }) => wrong), []);
    assert.ok(ran > 300, `${ran} steps`);
  });
}

test("what is refused, and what is no value", () => {
  assert.throws(() => ReleaseStatus.after("good", "runs_done"), (error) => {
    assert.ok(error instanceof InvalidTransition);
    assert.deepEqual([error.machine, error.from, error.event, error.code], ["release", "good", "closed to new runs", "invalid_transition"]);
    return true;
  });
  assert.throws(() => Task.new(NaN), { name: "TypeError", message: /Task\.new: invalid type: string "NaN"/ });
});

test("workflow.js exports what its types say", () => {
  const declared = [...readFileSync(`${DIST}workflow.d.ts`, "utf8").matchAll(/^export declare (?:const|class) (\w+)/gm)];
  assert.deepEqual(Object.keys(workflow).sort(), declared.map(([, name]) => name).sort());
});
