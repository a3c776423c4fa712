// The examples of the README that say so run, and print what they say.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { EXAMPLE, PACKAGE } from "./support/places.js";

const text = readFileSync(`${PACKAGE}README.md`, "utf8");
const examples = [...text.matchAll(/<!-- runs in Node -->\n```js\n(.*?)```/gs)].map(([, code]) => code);

test("the README has examples", () => assert.ok(examples.length >= 3, String(examples.length)));

examples.forEach((code, at) => {
  test(`example ${at + 1} of the README`, () => {
    // By the package's own address; the pictures are those of the engine's examples.
    const module = code
      .replaceAll('"depicted-wasm"', JSON.stringify(`${PACKAGE}dist/index.js`))
      .replaceAll('"depicted-wasm/workflow"', JSON.stringify(`${PACKAGE}dist/workflow.js`));
    const printed = execFileSync(process.execPath, ["--no-warnings", "--input-type=module", "--eval", module], { cwd: EXAMPLE, encoding: "utf8" });
    const expected = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)/g)].map(([, words]) => words);
    const lines = printed.split("\n");
    expected.forEach((words, line) => {
      if (words.startsWith("the ")) return; // a description, not what is printed
      assert.equal(lines[line], words);
    });
    assert.ok(expected.length > 0);
  });
});
