// The package in Node: what goes in, what comes out, what is refused.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { diff, diffInWorker, DiffError, init } from "../dist/index.js";
import { DIST, EXAMPLE, PACKAGE } from "./support/places.js";

const pages = ["before.png", "after.png"].map((name) => readFileSync(EXAMPLE + name));
const white = { data: new Uint8ClampedArray(16).fill(255), width: 2, height: 2 };
const black = { data: new Uint8Array([...Array(12).fill(255), 0, 0, 0, 255]).buffer, width: 2, height: 2 };

before(() => init());

test("encoded pictures give a report and a picture", () => {
  const { highlight, ...report } = diff(...pages);
  assert.equal(report.verdict, "different");
  assert.equal(report.regions_total, 3);
  assert.equal(report.pixels.different, 9709);
  assert.ok(report.elapsed_ms.total > 0);
  assert.deepEqual([...highlight.subarray(1, 4)], [..."PNG"].map((letter) => letter.charCodeAt(0)));
});

test("pixels, buffers and views of buffers are pictures too", () => {
  assert.equal(diff(white, black, { metric: "exact" }).pixels.different, 1);
  const around = new Uint8Array(pages[0].length + 7);
  around.set(pages[0], 7);
  assert.equal(diff(around.subarray(7), pages[0]).verdict, "same");
  assert.equal(diff(around.slice(7).buffer, pages[0]).verdict, "same");
});

test("nothing is drawn where nothing differs or nobody asks", () => {
  assert.equal(diff(white, white).highlight, null);
  assert.equal(diff(white, black, { metric: "exact", draw: false }).highlight, null);
  assert.ok(diff(white, white, { highlight: { always: true } }).highlight.length > 0);
});

test("the worker gives the same, also from a Blob", async () => {
  const direct = diff(...pages);
  const [blob, promise] = [new Blob([pages[0]]), Promise.resolve(pages[1])];
  const distant = await diffInWorker(blob, promise);
  assert.deepEqual({ ...distant, elapsed_ms: null }, { ...direct, elapsed_ms: null });
});

test("the worker gives the same errors", async () => {
  const nothing = new Uint8Array([1, 2, 3]);
  await assert.rejects(diffInWorker(white, nothing), (error) => error instanceof DiffError && error.code === "unsupported_format" && error.side === "after");
  await assert.rejects(diffInWorker(white, white, { metric: "best" }), { code: "bad_option", side: null });
});

test("several comparisons at a time do not mix", async () => {
  const results = await Promise.all([diffInWorker(...pages), diffInWorker(white, black, { metric: "exact" }), diffInWorker(white, white)]);
  assert.deepEqual(results.map(({ pixels }) => pixels.different), [9709, 1, 0]);
});

test("options are the engine's, and its words say what is wrong", () => {
  for (const [options, words] of [
    [{ output: "diff.png" }, /unknown field `output`/],
    [{ metric: "best" }, /unknown variant `best`/],
    [{ threshold: NaN }, /a threshold is a number or one of strict, normal, relaxed/],
    [{ threshold: Infinity }, /threshold/],
    [{ metric: "rmse", threshold: 3 }, /threshold 3 is out of range/],
    [{ highlight: { colour: "red" } }, /unknown field `colour`/],
    [{ max_regions: -1 }, /-1/],
  ]) {
    assert.throws(() => diff(white, black, options), (error) => {
      assert.ok(error instanceof DiffError && error.code === "bad_option" && error.side === null);
      assert.match(error.message, words);
      return true;
    });
  }
  assert.equal(diff(white, white, { threshold: undefined, draw: undefined }).verdict, "same");
});

test("arguments of a wrong type are TypeErrors", () => {
  for (const picture of [null, undefined, 3, "before.png", {}, [1, 2], { ...white, width: 1.5 }, { ...white, height: -2 }, { ...white, width: "2" }, { ...white, data: [255] }, new Blob([])]) {
    assert.throws(() => diff(picture, white), TypeError, String(picture));
    assert.throws(() => diff(white, picture), TypeError, String(picture));
  }
  for (const options of [null, [], "exact", 3, { draw: 1 }]) assert.throws(() => diff(white, white, options), TypeError);
});

test("a picture that is no picture names its side", () => {
  assert.throws(() => diff(white, new Uint8Array([1, 2, 3])), { name: "DiffError", code: "unsupported_format", side: "after" });
  assert.throws(() => diff(pages[0].subarray(0, 2000), white), { code: "corrupt_image", side: "before" });
  assert.throws(() => diff({ ...white, width: 3 }, white), { code: "corrupt_image" });
});

test("what memory cannot hold is too_large, and the next comparison works", () => {
  // A GIF of a few bytes whose header says 65535 x 65535; the limits are raised out of the way.
  const gif = new Uint8Array([71, 73, 70, 56, 57, 97, 255, 255, 255, 255, 128, 0, 0, 0, 0, 0, 255, 255, 255, 44, 0, 0, 0, 0, 255, 255, 255, 255, 0, 2, 2, 68, 1, 0, 59]);
  const limits = { max_pixels: 1e15, max_decoded_bytes: 1e15 };
  for (let turn = 0; turn < 3; turn += 1) {
    assert.throws(() => diff(gif, white, { limits }), { name: "DiffError", code: "too_large" });
    assert.equal(diff(white, black, { metric: "exact" }).pixels.different, 1);
  }
  assert.throws(() => diff(gif, white), { code: "too_large", side: "before" });
});

test("init takes a URL, bytes, a module or a response, and says what else it got", () => {
  const run = (source) => {
    const code = `import { init, diff } from "./dist/index.js"; import { readFile } from "node:fs/promises";
      const pixels = { data: new Uint8Array(4), width: 1, height: 1 };
      try { diff(pixels, pixels); } catch (error) { console.log(error.message); }
      await init(${source}); await init(); console.log(diff(pixels, pixels).verdict);`;
    return execFileSync(process.execPath, ["--input-type=module", "--eval", code], { cwd: PACKAGE, stdio: ["ignore", "pipe", "pipe"], encoding: "utf8" });
  };
  const file = JSON.stringify(`file://${DIST}depicted.wasm`);
  for (const source of [
    "",
    file,
    `new URL(${file})`,
    `await readFile(new URL(${file}))`,
    `readFile(new URL(${file}))`,
    `await WebAssembly.compile(await readFile(new URL(${file})))`,
    `new Response(await readFile(new URL(${file})), { headers: { "content-type": "application/wasm" } })`,
    `new Response(await readFile(new URL(${file})))`,
  ]) {
    assert.equal(run(source), "call `await init()` before diff()\nsame\n", source);
  }
  assert.throws(() => run("3"), /init takes a URL, a Response, bytes or a WebAssembly.Module/);
});
