// The package in Chromium: the vectors through both builds, and the worker.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open } from "./support/browser.js";
import { caseIds, workflowFiles } from "./support/case-ids.js";
import { DIST, EXAMPLE, PACKAGE, VECTORS } from "./support/places.js";
import { serve } from "./support/serve.js";

let server;
let browser;

before(async () => {
  const mounts = { "/dist/": DIST, "/vectors/": VECTORS, "/example/": EXAMPLE, "/support/": `${PACKAGE}test/support`, "/node/": `${PACKAGE}../bindings-node/test/support`, "/page": () => "<!doctype html><title>test</title><link rel=icon href=data:,>" };
  server = await serve(mounts);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

for (const file of ["depicted-simd.wasm", "depicted.wasm"]) {
  test(`every case through ${file} in Chromium`, async (t) => {
    const { page, errors, close } = await open(browser, `${server.url}/page.html`);
    const result = await page.evaluate(
      async ({ file, ids }) => {
        const { init, diff } = await import("/dist/index.js");
        const { runCases } = await import("/support/vectors.js");
        await init(`/dist/${file}`);
        const load = async (path) => new Uint8Array(await (await fetch(`/vectors/${path}`)).arrayBuffer());
        return runCases(ids, load, diff);
      },
      { file, ids: caseIds() },
    );
    t.diagnostic(`${result.ran} cases ran, skipped ${JSON.stringify(result.skipped)}`);
    assert.deepEqual(result.wrong, []);
    assert.ok(result.ran > 100);
    assert.deepEqual(errors, []);
    await close();
  });
}

test("every case of the workflow in Chromium", async () => {
  const { page, errors, close } = await open(browser, `${server.url}/page.html`);
  const results = await page.evaluate(async (names) => {
    const { init } = await import("/dist/index.js");
    const workflow = await import("/dist/workflow.js");
    const { runCases } = await import("/node/workflow.mjs");
    await init();
    return Promise.all(names.map(async (name) => runCases(await (await fetch(`/vectors/workflow/${name}`)).json(), workflow)));
  }, workflowFiles());
  assert.deepEqual(results.flatMap(({ wrong }) => wrong), []);
  assert.ok(results.reduce((sum, { ran }) => sum + ran, 0) > 300);
  assert.deepEqual(errors, []);
  await close();
});

test("the build with vector instructions is the one that Chromium loads", async () => {
  const { page, close } = await open(browser, `${server.url}/page.html`);
  server.seen.length = 0;
  await page.evaluate(async () => (await import("/dist/index.js")).init());
  assert.deepEqual(server.seen.filter((line) => line.endsWith(".wasm")), ["GET /dist/depicted-simd.wasm"]);
  await close();
});

test("a host without vector instructions loads the plain build", async () => {
  const { page, close } = await open(browser, `${server.url}/page.html`);
  server.seen.length = 0;
  const verdict = await page.evaluate(async () => {
    WebAssembly.validate = () => false; // what an old browser says of the probe
    const { init, diff } = await import("/dist/index.js");
    await init();
    const pixels = { data: new Uint8Array(4), width: 1, height: 1 };
    return diff(pixels, pixels).verdict;
  });
  assert.equal(verdict, "same");
  assert.deepEqual(server.seen.filter((line) => line.endsWith(".wasm")), ["GET /dist/depicted.wasm"]);
  await close();
});

test("ImageData, a Blob and a Response go through the worker", async () => {
  const { page, errors, close } = await open(browser, `${server.url}/page.html`);
  const found = await page.evaluate(async () => {
    const { diffInWorker } = await import("/dist/index.js");
    const blob = await (await fetch("/example/before.png")).blob();
    const bitmap = await createImageBitmap(blob);
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
    canvas.drawImage(bitmap, 0, 0);
    const pixels = canvas.getImageData(0, 0, bitmap.width, bitmap.height);
    const same = await diffInWorker(pixels, blob);
    const different = await diffInWorker(fetch("/example/before.png"), fetch("/example/after.png"));
    return [same.verdict, different.regions_total, different.highlight.length > 0, pixels.data.length];
  });
  assert.deepEqual(found, ["same", 3, true, 800 * 600 * 4]);
  assert.deepEqual(errors, []);
  await close();
});

test("an engine that is not there is an error with its address", async () => {
  const { page, close } = await open(browser, `${server.url}/page.html`);
  const message = await page.evaluate(async () => {
    const { init } = await import("/dist/index.js");
    return init("/nowhere.wasm").catch((error) => error.message);
  });
  assert.match(message, /cannot load .*nowhere\.wasm: 404/);
  await close();
});
