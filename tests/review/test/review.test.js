// A team's day in the browser: sign in, look, decide; by mouse, by keys, on a phone, in the dark.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { awkward } from "../support/awkward.js";
import { launch, newBuild, releaseUrl, runUrl, signIn } from "../support/browser.js";
import { seed } from "../support/seed.js";
import { start } from "../support/server.js";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let server, browser, context, page;

before(async () => {
  [server, browser] = await Promise.all([start(), launch()]);
  context = await browser.newContext();
  page = await context.newPage();
  await signIn(page, server);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

async function build(name) {
  const id = await newBuild(page, server, name);
  await seed(server, id);
  return id;
}

/** What axe finds against WCAG 2.2 AA. It is evaluated by the browser's tools, so that the policy of the page stays. */
async function faults(of) {
  await of.evaluate(axe);
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const { violations } = await of.evaluate((values) => window.axe.run(document, { runOnly: { type: "tag", values } }), tags);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
}

test("a wrong password is refused, and a right one leads on", async () => {
  const own = await browser.newContext();
  const guest = await own.newPage();
  await guest.goto(`${server.url}/login?next=/new`);
  await guest.getByLabel("Name or address").fill(server.user);
  await guest.getByLabel("Password").fill("wrong");
  await guest.getByRole("button", { name: "Sign in" }).click();
  await guest.getByRole("alert").waitFor();
  await signIn(guest, server, "/new");
  assert.equal(new URL(guest.url()).pathname, "/new");
  await own.close();
});

test("a release goes from upload to good", async () => {
  const id = await build("Upload to good");
  await page.goto(`${server.url}/build?id=${id}`);
  await page.getByRole("link", { name: "1.1 #1" }).click();
  await page.getByText("4 failures").waitFor();
  assert.equal(await page.locator(".run h3").first().innerText(), "broken");
  await page.getByRole("link", { name: "home", exact: true }).click();
  await page.locator("depicted-viewer").waitFor();
  await page.getByRole("button", { name: "Approve" }).click();
  await page.getByText("Diff found and approved").first().waitFor();
  await page.getByRole("link", { name: "Up", exact: true }).click();
  await page.getByRole("button", { name: "Approve all 2 that remain" }).click();
  await page.getByText("1 failure", { exact: true }).waitFor();
  await page.getByText("2 runs approved.").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("3 failures").waitFor();
  await page.getByPlaceholder("Reason, if you like").first().fill("the new header");
  await page.getByRole("button", { name: "Mark good" }).click();
  await page.getByText("the new header").waitFor();
});

test("a selection is approved together", async () => {
  const id = await build("Selection");
  await page.goto(releaseUrl(server, id, "1.1"));
  const boxes = page.locator(".pick input");
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await page.getByText("2 selected").waitFor();
  await page.getByRole("button", { name: "Approve the selected" }).click();
  await page.getByText("2 failures").waitFor();
});

// Checklist 76.
test("keys alone are enough to review", async () => {
  const id = await build("Keys");
  await page.goto(runUrl(server, id, "1.1", "checkout"));
  const name = () => page.locator("h1").innerText();
  await page.keyboard.press("j");
  await page.waitForURL(/%C3%9Cberweisung/);
  await page.keyboard.press("K");
  await page.waitForURL(/test=checkout$/);
  assert.equal(await name(), "checkout");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("y")]);
  await page.getByText("Diff found and approved").first().waitFor();
  await Promise.all([page.waitForNavigation(), page.keyboard.press("n")]);
  await page.getByText(/Diff found: \d/).first().waitFor();
  await page.keyboard.press("o");
  await page.waitForURL(/\/image\?.*type=before/);
  await page.keyboard.press("2");
  await page.waitForURL(/\/image\?.*type=diff/);
  await page.keyboard.press("f");
  await page.waitForURL(/type=after/);
  await page.keyboard.press("F");
  await page.waitForURL(/type=before/);
  await page.keyboard.press("3");
  await page.waitForURL(/type=after/);
  await page.keyboard.press("1");
  await page.waitForURL(/type=before/);
  await page.keyboard.press("?");
  await page.getByRole("dialog").getByText("One level up").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("u");
  await page.waitForURL(/\/run\?/);
  await page.keyboard.press("u");
  await page.waitForURL(/\/release\?/);
});

test("pages show new results while they arrive", async () => {
  const id = await newBuild(page, server, "Live");
  await seed(server, id, { close: false });
  await page.goto(releaseUrl(server, id, "1.1"));
  await page.getByText("Receiving").waitFor();
  const own = await browser.newContext({ storageState: await context.storageState() });
  const other = await own.newPage();
  await other.goto(runUrl(server, id, "1.1", "home"));
  await other.getByRole("button", { name: "Approve" }).click();
  await other.getByText("Diff found and approved").first().waitFor();
  await page.getByText("3 failures").waitFor();
  await own.close();
});

test("of two who decide at the same time one is told", async () => {
  const id = await build("Two");
  const own = await browser.newContext({ storageState: await context.storageState() });
  const other = await own.newPage();
  const url = runUrl(server, id, "1.1", "home");
  await Promise.all([page.goto(url), other.goto(url)]);
  await page.getByRole("button", { name: "Approve" }).click();
  await page.getByText("Diff found and approved").first().waitFor();
  await other.getByRole("button", { name: "Approve" }).click();
  await other.getByText("admin decided meanwhile").waitFor();
  await other.getByRole("link", { name: "Load the page again" }).click();
  await other.getByRole("button", { name: "Reject" }).waitFor();
  await own.close();
});

test("a change that several runs share is approved once, and taken back once", async () => {
  const id = await build("Shared");
  await page.goto(releaseUrl(server, id, "1.1"));
  await page.keyboard.press("c");
  await page.waitForURL(/\/release\/changes/);
  const first = page.locator(".change").first();
  await first.getByRole("heading", { name: "This change appears in 3 runs" }).waitFor();
  assert.equal(await first.getByRole("img", { name: "The place before" }).isVisible(), true);
  const before = await page.locator(".change").count();
  for (let left = before; left > 0; left -= 1) {
    await Promise.all([page.waitForNavigation(), page.getByRole("button", { name: "Approve in 3 runs" }).first().click()]);
  }
  await page.goto(releaseUrl(server, id, "1.1"));
  await page.getByText("1 failure", { exact: true }).waitFor();
  await page.goBack();
  await Promise.all([page.waitForNavigation(), page.getByRole("button", { name: "Undo" }).first().click()]);
  await page.goto(releaseUrl(server, id, "1.1"));
  await page.getByText("4 failures").waitFor();
});

test("each region is said to a screen reader, and reached by keys", async () => {
  const id = await build("Regions");
  await page.goto(runUrl(server, id, "1.1", "home"));
  const regions = page.locator("depicted-viewer .region");
  await regions.first().waitFor();
  for (const region of await regions.all()) {
    const spoken = await region.evaluate((node) => node.parentNode.querySelector(".spoken").textContent);
    assert.match(spoken, /\d/);
  }
  assert.ok((await regions.count()) >= 3);
});

test("a selection that somebody was faster with is refused, and nothing of it is done", async () => {
  const id = await build("Faster");
  const own = await browser.newContext({ storageState: await context.storageState() });
  const other = await own.newPage();
  await own.route("**/release/events**", (route) => route.abort());
  await other.goto(releaseUrl(server, id, "1.1"));
  await page.goto(runUrl(server, id, "1.1", "home"));
  await page.getByRole("button", { name: "Approve" }).click();
  await page.getByText("Diff found and approved").first().waitFor();
  await other.getByPlaceholder("Reason, if you like").first().fill("too late");
  await other.getByRole("button", { name: "Mark good" }).click();
  await other.getByText('"home": Diff found and approved').waitFor();
  await other.getByRole("link", { name: "Load the page again" }).click();
  await other.getByText("3 failures").waitFor();
  await own.close();
});

test("pages are read without scripts", async () => {
  const id = await build("No scripts");
  const own = await browser.newContext({ storageState: await context.storageState(), javaScriptEnabled: false });
  const plain = await own.newPage();
  await plain.goto(runUrl(server, id, "1.1", "home"));
  assert.equal(await plain.getByRole("img", { name: "The page before" }).isVisible(), true);
  await plain.getByRole("button", { name: "Approve" }).click();
  await plain.getByText("Diff found and approved").first().waitFor();
  await own.close();
});

// Checklist 80.
test("a key's secret is shown once", async () => {
  const id = await newBuild(page, server, "Key");
  await page.goto(`${server.url}/api_keys?build_id=${id}`);
  await page.getByLabel("What is it for?").fill("tests");
  await page.getByRole("button", { name: "Make a key" }).click();
  const secret = await page.locator(".secret code").nth(1).innerText();
  assert.match(secret, /^\S{27}$/);
  await page.goto(`${server.url}/api_keys?build_id=${id}`);
  assert.equal((await page.content()).includes(secret), false);
});

test("a stranger and a dead session are sent to sign in", async () => {
  const id = await newBuild(page, server, "Private");
  const own = await browser.newContext({ storageState: await context.storageState() });
  const dead = await own.newPage();
  await own.clearCookies();
  await dead.goto(`${server.url}/build?id=${id}`);
  assert.equal(new URL(dead.url()).pathname, "/login");
  await own.close();
});

test("pages with awkward data are accessible and fit, also on a phone", async () => {
  const pages = await awkward(server, await newBuild(page, server, "Awkward"));
  for (const viewport of [{ width: 1280, height: 900 }, { width: 360, height: 740 }]) {
    const own = await browser.newContext({ viewport, storageState: await context.storageState() });
    const tab = await own.newPage();
    for (const [name, url] of Object.entries(pages)) {
      const answer = await tab.goto(url);
      assert.equal(answer.status(), 200, name);
      assert.deepEqual(await faults(tab), [], name);
      const [wide, room] = await tab.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(wide <= room, `${name} is ${wide} pixels wide, and there are ${room}`);
    }
    await own.close();
  }
});

for (const [look, options] of [
  ["light", {}],
  ["dark", { colorScheme: "dark" }],
  ["a phone", { viewport: { width: 390, height: 844 }, hasTouch: true }],
]) {
  test(`every page is accessible, fits and reports no trouble: ${look}`, async () => {
    const id = await build(`Axe ${look}`);
    const own = await browser.newContext({ ...options, storageState: await context.storageState() });
    const tab = await own.newPage();
    const trouble = [];
    tab.on("console", (message) => message.type() === "error" && trouble.push(message.text()));
    tab.on("pageerror", (error) => trouble.push(String(error)));
    const run = runUrl(server, id, "1.1", "home");
    const managing = ["/settings", "/admins", "/api_keys", "/activity"].map((path) => `${server.url}${path}?build_id=${id}`);
    const pages = [
      server.url,
      `${server.url}/new`,
      `${server.url}/build?id=${id}`,
      releaseUrl(server, id, "1.1"),
      releaseUrl(server, id, "1.1").replace("/release?", "/release/changes?"),
      run,
      `${run.replace("/run?", "/image?")}&type=diff`,
      `${run.replace("/run?", "/log?")}&type=after`,
      ...managing,
      `${server.url}/api/work_queue`,
      `${server.url}/account`,
    ];
    for (const url of pages) {
      await tab.goto(url);
      assert.deepEqual(await faults(tab), [], url);
      const [wide, room] = await tab.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(wide <= room, `${url} is ${wide} pixels wide, and there are ${room}`);
    }
    assert.deepEqual(trouble, []);
    await own.close();
  });
}
