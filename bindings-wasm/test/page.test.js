// The page in Chromium, from a static host and a folder below its root: drop, paste, choose, swap, download.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launch, open } from "./support/browser.js";
import { EXAMPLE, PACKAGE } from "./support/places.js";
import { serve } from "./support/serve.js";

let server;
let browser;

before(async () => {
  server = await serve({ "/some/folder/": `${PACKAGE}site` });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

const files = async (...names) => Promise.all(names.map(async (name) => ({ name, bytes: (await readFile(EXAMPLE + name)).toString("base64") })));

// Gives files to the page as a drop or a paste would.
async function hand(page, type, given, selector = "main") {
  await page.evaluate(
    ({ type, given, selector }) => {
      const transfer = new DataTransfer();
      for (const { name, bytes } of given) {
        transfer.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name, { type: "image/png" }));
      }
      const init = { bubbles: true, cancelable: true };
      const event = type === "drop" ? new DragEvent("drop", { ...init, dataTransfer: transfer }) : new ClipboardEvent("paste", { ...init, clipboardData: transfer });
      document.querySelector(selector).dispatchEvent(event);
    },
    { type, given, selector },
  );
}

async function start(options) {
  server.seen.length = 0;
  const opened = await open(browser, `${server.url}/some/folder/`, options);
  const verdict = (text) => opened.page.waitForFunction((text) => document.querySelector(".verdict").textContent.startsWith(text), text);
  return { ...opened, verdict };
}

test("two pictures that are dropped are compared, and nothing leaves", async () => {
  const { page, errors, verdict, close } = await start();
  await hand(page, "drop", await files("before.png", "after.png"));
  await verdict("Different · distortion 0.0396 · 3 regions");
  await page.waitForFunction(() => document.querySelector("depicted-viewer").report);
  assert.deepEqual(await page.locator(".hint").allTextContents(), ["before.png", "after.png"]);
  assert.deepEqual(server.seen.filter((line) => !line.startsWith("GET /some/folder/")), []);
  assert.deepEqual(errors, []);
  await close();
});

test("pasted pictures fill the free places one after the other", async () => {
  const { page, errors, verdict, close } = await start();
  await hand(page, "paste", await files("before.png"));
  assert.equal(await page.locator(".result").isVisible(), false);
  await hand(page, "paste", await files("after.png"));
  await verdict("Different");
  await hand(page, "paste", await files("before.png"));
  await verdict("Same");
  assert.deepEqual(errors, []);
  await close();
});

test("chosen files, swapped, with options and downloads", async () => {
  const { page, errors, verdict, close } = await start();
  await page.locator("#before").setInputFiles(`${EXAMPLE}before.png`);
  await page.locator("#after").setInputFiles(`${EXAMPLE}after.png`);
  await verdict("Different");
  await page.getByRole("button", { name: "Swap before and after" }).click();
  assert.deepEqual(await page.locator(".hint").allTextContents(), ["after.png", "before.png"]);
  await page.locator("[name=metric]").selectOption("exact");
  await page.waitForFunction(() => document.querySelector("depicted-viewer").report?.metric === "exact");
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(".json").click()]);
  const report = JSON.parse(await readFile(await download.path(), "utf8"));
  assert.equal(report.metric, "exact");
  assert.equal(report.verdict, "different");
  const [picture] = await Promise.all([page.waitForEvent("download"), page.locator(".highlight[download]").click()]);
  assert.equal((await readFile(await picture.path())).subarray(1, 4).toString(), "PNG");
  assert.deepEqual(errors, []);
  await close();
});

test("a region can be ignored and counted again", async () => {
  const { page, errors, verdict, close } = await start();
  await page.getByRole("button", { name: /Take two pages/ }).click();
  await verdict("Different · distortion 0.0396 · 3 regions");
  await page.waitForFunction(() => document.querySelector("depicted-viewer").report);
  await page.locator("depicted-viewer .next").click();
  await page.locator(".ignore").click();
  await page.waitForFunction(() => document.querySelector("depicted-viewer").report?.pixels.ignored > 0);
  await page.getByRole("button", { name: /again$/ }).click();
  await page.waitForFunction(() => document.querySelector("depicted-viewer").report?.pixels.ignored === 0);
  assert.deepEqual(errors, []);
  await close();
});

test("trouble is said in the engine's words", async () => {
  const { page, close } = await start();
  await hand(page, "drop", await files("before.png", "after.png"));
  await page.locator("[name=threshold]").fill("sharp");
  await page.locator("[name=threshold]").press("Tab");
  const trouble = page.locator(".trouble");
  await trouble.waitFor();
  assert.match(await trouble.textContent(), /a threshold is a number or one of strict, normal, relaxed/);
  await close();
});

test("the page has no violations of axe-core, and fits a phone", async () => {
  const { page, verdict, close } = await start({ viewport: { width: 390, height: 844 }, reducedMotion: "reduce" });
  await hand(page, "drop", await files("before.png", "after.png"));
  await verdict("Different");
  // The policy of the page lets no script in; the test's own way around it is the debugger.
  await page.evaluate(await readFile(`${PACKAGE}node_modules/axe-core/axe.min.js`, "utf8"));
  const found = await page.evaluate(async () => (await globalThis.axe.run(document)).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`));
  assert.deepEqual(found, []);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await close();
});
