// Depicted reviews Depicted: pages of one server are references, and those of another with the same data are held to
// them by `depicted test`. Fonts differ between machines, so no references are kept; $DEPICTED_BEFORE names the program
// of an earlier state, and then what changed between the two is what is told.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, newBuild, signIn } from "../support/browser.js";
import { LOOKS, drawn, pages } from "../support/looks.js";
import { seed } from "../support/seed.js";
import { BINARY, start } from "../support/server.js";
import { fill, shop } from "../support/shop.js";

// What every look has to show; the rest is looked at in light alone.
const MAIN = ["release", "run", "changes", "members", "sign-in"];
// What is another one each time, and has the same width afterwards.
const FREEZE = `
  for (const time of document.querySelectorAll("time")) time.textContent = "a while ago";
  for (const name of document.querySelectorAll(".log .title")) name.textContent = name.textContent.replace(/key [0-9a-f]{8}/, "key 01234567");
`;

let folder, browser;
const arms = {};

before(async () => {
  [folder, browser] = await Promise.all([mkdtemp(join(tmpdir(), "depicted-itself-")), launch()]);
  const pairs = await shop(browser);
  await Promise.all(
    [["ref", process.env.DEPICTED_BEFORE ?? BINARY], ["run", BINARY]].map(async ([arm, binary]) => {
      const server = await start({ binary });
      arms[arm] = { server };
      const context = await browser.newContext();
      context.setDefaultTimeout(120_000);
      const page = await context.newPage();
      await signIn(page, server);
      const build = await newBuild(page, server, "Shop");
      await seed(server, build, { pairs });
      await fill(page, server, build);
      Object.assign(arms[arm], { pages: { ...pages(server, build), "sign-in": `${server.url}/login` }, state: await context.storageState() });
    }),
  );
});
after(async () => {
  await browser?.close();
  await Promise.all(Object.values(arms).map(({ server }) => server.stop()));
  if (folder) await rm(folder, { recursive: true, force: true });
});

function arm(name, page, look, script) {
  const { colorScheme, viewport, deviceScaleFactor = 1 } = LOOKS[look];
  const { pages, state } = arms[name];
  const waitFor = { expression: `(${drawn})()` };
  // Whoever is signed in is not asked to.
  const storageState = page === "sign-in" ? undefined : state;
  const config = { colorScheme, viewportSize: viewport, deviceScaleFactor, waitFor, injectJs: FREEZE + script, storageState };
  return { url: pages[page], config };
}

/** Writes tests into a folder of their own, as JSON, which is YAML. */
async function suite(name, wanted, script = "") {
  const at = join(folder, name);
  await mkdir(at, { recursive: true });
  const tests = wanted.map(([look, page]) => ({ name: `${look}/${page}`, ref: arm("ref", page, look, ""), run: arm("run", page, look, script) }));
  await writeFile(join(at, "pages.yaml"), JSON.stringify({ tests }));
  return at;
}

/** Runs a command of local tests, and gives its exit code and what it said. */
function depicted(...words) {
  return new Promise((resolve) => {
    const child = spawn(BINARY, words, { stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (said += text));
    child.on("close", (code) => resolve({ code, said }));
  });
}

test("no page differs between two servers with the same data", async () => {
  const light = Object.keys(arms.run.pages);
  const all = Object.keys(LOOKS).flatMap((look) => (look === "light" ? light : MAIN).map((page) => [look, page]));
  const at = await suite("pages", all);
  const made = await depicted("update", at);
  assert.equal(made.code, 0, made.said);
  const held = await depicted("test", at);
  assert.equal(held.code, 0, held.said);
});

// Over the references of the test before.
test("a page that looks different is found", async () => {
  const at = await suite("pages", [["light", "build"]], 'document.querySelector("h1").style.color = "red";');
  const held = await depicted("test", at);
  assert.equal(held.code, 1, held.said);
});
