// What a user installs: the packed package in an empty Vite project, built, served and used in Chromium.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, open } from "./support/browser.js";
import { EXAMPLE, PACKAGE } from "./support/places.js";
import { serve } from "./support/serve.js";

const VITE = "8.3.8";
const run = (program, args, cwd) => execFileSync(program, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

let project;
let packed;

before(() => {
  project = mkdtempSync(join(tmpdir(), "depicted-vite-"));
  packed = JSON.parse(run("npm", ["pack", "--json", "--silent", "--pack-destination", project], PACKAGE))[0];
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "empty", private: true, type: "module" }));
  run("npm", ["install", "--no-audit", "--no-fund", `./${packed.filename}`, `vite@${VITE}`], project);
  cpSync(join(PACKAGE, "examples/vite"), project, { recursive: true });
  mkdirSync(join(project, "public"));
  cpSync(EXAMPLE, join(project, "public"), { recursive: true });
});

after(() => rmSync(project, { recursive: true, force: true }));

test("the package holds what it needs and nothing else", () => {
  const files = packed.files.map(({ path }) => path);
  for (const file of ["dist/index.js", "dist/index.d.ts", "dist/depicted.wasm", "dist/depicted-simd.wasm", "dist/worker.js", "dist/viewer/index.js", "dist/LICENSE-MIT", "README.md", "package.json"]) {
    assert.ok(files.includes(file), file);
  }
  assert.deepEqual(files.filter((file) => !/^(dist\/|README\.md$|package\.json$)/.test(file)), []);
});

test("built by Vite, it compares on the page, in a worker and in the viewer", async () => {
  run("npx", ["vite", "build", "--base", "./"], project);
  const assets = readdirSync(join(project, "dist/assets"));
  assert.equal(assets.filter((name) => name.endsWith(".wasm")).length, 2, assets.join(" "));
  const server = await serve({ "/below/": join(project, "dist") });
  const browser = await launch();
  try {
    const { page, errors } = await open(browser, `${server.url}/below/`);
    await page.waitForFunction(() => document.body.dataset.done);
    assert.deepEqual(JSON.parse(await page.evaluate(() => document.body.dataset.done)), { direct: 3, worker: 3, viewer: 3 });
    assert.deepEqual(errors, []);
  } finally {
    await browser.close();
    await server.close();
  }
});

test("installed in Node, it compares", () => {
  const code = `import { readFile } from "node:fs/promises"; import { init, diff } from "depicted-wasm";
    await init(); const [a, b] = await Promise.all(["before", "after"].map((name) => readFile("public/" + name + ".png")));
    console.log(diff(a, b).regions_total);`;
  assert.equal(run(process.execPath, ["--input-type=module", "--eval", code], project), "3\n");
});
