// <depicted-viewer> in Chromium: modes, keys, regions, labels, policies, and what axe-core says.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open } from "./support/browser.js";
import { FINISHED, POLICY, REPORT, serveViewer, settled } from "./support/viewer.js";

let server;
let browser;

before(async () => {
  server = await serveViewer();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

async function viewer(attributes = FINISHED, options) {
  const opened = await open(browser, server.page(attributes), options);
  await settled(opened.page);
  const inside = (selector) => opened.page.locator(`depicted-viewer ${selector}`);
  return { ...opened, inside, scroller: inside(".scroller") };
}

// The sides that can be seen, by what stands over them.
async function labels({ page }) {
  return page.evaluate(() => {
    const panes = [...document.querySelector("depicted-viewer").shadowRoot.querySelectorAll(".pane")];
    const labels = panes.map((pane) => pane.querySelector(".label"));
    return labels.filter((label) => label.checkVisibility({ visibilityProperty: true })).map((label) => label.querySelector("b").textContent);
  });
}

const geometry = (page) =>
  page.evaluate(() => {
    const root = document.querySelector("depicted-viewer").shadowRoot;
    return ["before", "after", "highlight"].map((side) => {
      const pane = root.querySelector(`.${side}`).getBoundingClientRect();
      const image = root.querySelector(`.${side} .image`).getBoundingClientRect();
      return { x: image.x - pane.x, y: image.y - pane.y, width: image.width };
    });
  });

test("finished pictures are shown without loading the engine", async () => {
  server.seen.length = 0;
  const { inside, errors, close } = await viewer();
  assert.equal(await inside(".verdict").textContent(), "Different");
  assert.equal(await inside(".counts").textContent(), "3 regions · 9,709 of 480,000 pixels");
  assert.deepEqual(server.seen.filter((line) => /wasm|glue|worker/.test(line)), []);
  assert.deepEqual(errors, []);
  await close();
});

test("without a highlight it is computed, under the strict policy", async () => {
  const { page, inside, errors, close } = await viewer({ before: FINISHED.before, after: FINISHED.after, mode: "highlight" });
  assert.equal(await inside(".counts").textContent(), "3 regions · 9,709 of 480,000 pixels");
  const width = await inside(".highlight .image").evaluate((image) => image.naturalWidth);
  assert.equal(width, 800);
  assert.equal(await page.evaluate(() => document.querySelector("depicted-viewer").report.metric), "perceptual");
  assert.deepEqual(errors, []);
  await close();
});

test("every mode by its key, and the sides in view have their names", async () => {
  const shown = await viewer();
  await shown.scroller.focus();
  for (const [key, mode, sides] of [
    ["1", "side-by-side", ["Before", "After"]],
    ["2", "swipe", ["Before", "After"]],
    ["3", "onion-skin", ["Before", "After"]],
    ["5", "highlight", ["Highlight"]],
  ]) {
    await shown.page.keyboard.press(key);
    assert.equal(await shown.page.locator("depicted-viewer").getAttribute("mode"), mode);
    assert.equal(await shown.inside(".mode[aria-pressed=true]").getAttribute("data-mode"), mode);
    assert.deepEqual(await labels(shown), sides, mode);
  }
  await shown.close();
});

test("blink shows one side at a time, stops by space and turns by t", async () => {
  const shown = await viewer({ ...FINISHED, mode: "blink" });
  await shown.scroller.focus();
  const side = () => shown.inside(".stage").getAttribute("data-side");
  const first = await side();
  await shown.page.waitForFunction((old) => document.querySelector("depicted-viewer").shadowRoot.querySelector(".stage").dataset.side !== old, first);
  await shown.page.keyboard.press(" ");
  assert.equal(await shown.inside(".play").getAttribute("aria-label"), "Start blinking");
  const stopped = await side();
  assert.deepEqual(await labels(shown), [stopped === "before" ? "Before" : "After"]);
  await shown.page.keyboard.press("t");
  assert.notEqual(await side(), stopped);
  assert.deepEqual(await labels(shown), [stopped === "before" ? "After" : "Before"]);
  await shown.close();
});

test("nothing blinks for those who asked for less motion", async () => {
  const shown = await viewer({ ...FINISHED, mode: "blink" }, { reducedMotion: "reduce" });
  assert.equal(await shown.inside(".play").getAttribute("data-playing"), "false");
  await shown.close();
});

test("n and p jump through the regions, around the end, and say them", async () => {
  const shown = await viewer();
  await shown.scroller.focus();
  const at = async () => [await shown.inside(".place").textContent(), await shown.inside("[role=status]").textContent()];
  await shown.page.keyboard.press("n");
  assert.deepEqual(await at(), ["Region 1 of 3", "Region 1 of 3: 15 by 13 pixels, 707 from the left and 246 from the top; 155 pixels changed; score 15.5."]);
  await shown.page.keyboard.press("p");
  assert.deepEqual(await at(), ["Region 3 of 3", "Region 3 of 3: 32 by 32 pixels, 391 from the left and 310 from the top; 826 pixels changed, it moved by 1 to the right and 0 down."]);
  await shown.page.keyboard.press("n");
  assert.equal((await at())[0], "Region 1 of 3");
  const described = await shown.inside(".region").first().getAttribute("aria-describedby");
  assert.match(await shown.inside(`#${described}`).textContent(), /^Region 1 of 3: 15 by 13 pixels/);
  assert.equal(await shown.inside(".region[aria-current]").getAttribute("data-at"), "0");
  await shown.inside(".region").nth(1).click();
  assert.equal((await at())[0], "Region 2 of 3");
  await shown.close();
});

test("a region that is jumped to is in view, in every pane", async () => {
  const shown = await viewer({ before: "/tall.svg", after: "/tall-after.svg", diff: "/tall.svg" }, { reducedMotion: "reduce" });
  const region = { x: 100, y: 19000, width: 300, height: 60, pixels: 18000, score: 9, max_error: 1, mean_error: 1, moved: null };
  await shown.page.evaluate((report) => (document.querySelector("depicted-viewer").report = report), { ...REPORT, regions: [region], regions_total: 1 });
  await shown.page.waitForFunction(() => document.querySelector("depicted-viewer").report?.regions_total === 1);
  await settled(shown.page);
  await shown.scroller.focus();
  await shown.page.keyboard.press("n");
  const boxes = await shown.page.evaluate(() => {
    const root = document.querySelector("depicted-viewer").shadowRoot;
    const view = root.querySelector(".scroller").getBoundingClientRect();
    return ["before", "after"].map((side) => {
      const mark = root.querySelector(`.${side} path.current:not(.halo)`).getBoundingClientRect();
      return mark.top >= view.top && mark.bottom <= view.bottom && mark.width > 10;
    });
  });
  assert.deepEqual(boxes, [true, true]);
  assert.ok(await shown.inside(".minimap").isVisible(), "a page of 20 000 pixels has a map");
  await shown.close();
});

test("zoom and pan are in step on both sides", async () => {
  const shown = await viewer();
  await shown.scroller.focus();
  const fitted = (await geometry(shown.page))[0].width;
  for (const key of ["a", "+", "+", "ArrowDown", "ArrowRight", "ArrowRight"]) await shown.page.keyboard.press(key);
  const [first, second] = await geometry(shown.page);
  assert.ok(first.width > fitted * 1.9, `${first.width} over ${fitted}`);
  assert.ok(Math.abs(first.x - second.x) < 1.01 && first.y === second.y && first.width === second.width, JSON.stringify([first, second]));
  assert.ok(first.x < 0, "the arrows moved");
  await shown.page.keyboard.press("0");
  assert.equal((await geometry(shown.page))[0].width, fitted);
  await shown.close();
});

test("another mode shows the same place", async () => {
  const shown = await viewer({ before: "/tall.svg", after: "/tall-after.svg", diff: "/tall.svg", report: "/report.json" });
  const top = () => shown.page.evaluate(() => {
    const root = document.querySelector("depicted-viewer").shadowRoot;
    return root.querySelector(".scroller").scrollTop / root.querySelector(".stage").style.getPropertyValue("--s");
  });
  await shown.scroller.evaluate((scroller) => (scroller.scrollTop = 4000));
  const before = await top();
  await shown.scroller.focus();
  await shown.page.keyboard.press("2");
  const after = await top();
  assert.ok(before > 5000 && Math.abs(after - before) < 10, `${after} after ${before}`);
  await shown.close();
});

test("a pinch of two fingers zooms where they are", async () => {
  const shown = await viewer(FINISHED, { viewport: { width: 390, height: 844 }, hasTouch: true });
  const old = (await geometry(shown.page))[0].width;
  const box = await shown.scroller.boundingBox();
  const session = await shown.page.context().newCDPSession(shown.page);
  const touch = (type, apart) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [-1, 1].map((sign) => ({ x: box.x + 150 + sign * apart, y: box.y + 120 })) });
  await touch("touchStart", 30);
  for (const apart of [40, 60, 90]) await touch("touchMove", apart);
  await touch("touchEnd");
  const now = (await geometry(shown.page))[0].width;
  assert.ok(now > old * 2, `${now} after ${old}`);
  await shown.close();
});

test("the line of swipe follows keys, the slider and the pointer", async () => {
  const shown = await viewer({ ...FINISHED, mode: "swipe" });
  await shown.scroller.focus();
  const split = () => shown.inside(".stage").evaluate((stage) => parseFloat(stage.style.getPropertyValue("--split")));
  assert.equal(await split(), 50);
  await shown.page.keyboard.press("]");
  assert.equal(Math.round(await split()), 55);
  await shown.inside(".slider").fill("20");
  assert.equal(await split(), 20);
  const handle = await shown.inside(".grip").boundingBox();
  const stage = await shown.inside(".stage").boundingBox();
  await shown.page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
  await shown.page.mouse.down();
  await shown.page.mouse.move(stage.x + stage.width * 0.7, handle.y, { steps: 3 });
  await shown.page.mouse.up();
  assert.ok(Math.abs((await split()) - 70) < 1, String(await split()));
  await shown.close();
});

test("the help lists every key, and Escape closes it", async () => {
  const shown = await viewer();
  await shown.scroller.focus();
  await shown.page.keyboard.press("?");
  assert.ok(await shown.inside(".dialog").isVisible());
  const listed = (await shown.inside("kbd").allTextContents()).join(" ");
  for (const key of ["1", "5", "n", "p", "+", "−", "0", "a", "[", "]", "Space", "t", "o", "c", "r", "?"]) assert.ok(listed.split(" ").includes(key), key);
  await shown.page.keyboard.press("Escape");
  assert.ok(await shown.inside(".dialog").isHidden());
  await shown.close();
});

test("c, o and r switch colours, outlines and the list", async () => {
  const shown = await viewer();
  await shown.scroller.focus();
  await shown.page.keyboard.press("c");
  assert.equal(await shown.inside(".palette").getAttribute("aria-pressed"), "true");
  const stroke = await shown.inside(".before path.outline:not(.halo)").evaluate((path) => getComputedStyle(path).stroke);
  assert.equal(stroke, "rgb(0, 114, 178)");
  await shown.page.keyboard.press("o");
  assert.ok(await shown.inside(".before path.outline:not(.halo)").isHidden());
  await shown.page.keyboard.press("r");
  assert.ok(await shown.inside(".aside").isHidden());
  await shown.close();
});

test("the safe colours turn the red of a finished picture to blue, and leave its greys", async () => {
  const shown = await viewer({ ...FINISHED, mode: "highlight" });
  await shown.scroller.focus();
  await shown.page.keyboard.press("c");
  const filter = await shown.inside(".highlight .image").evaluate((image) => getComputedStyle(image).filter);
  assert.match(filter, /red-to-blue/);
  const picture = await shown.page.screenshot({ type: "png" });
  const [red, blue] = await shown.page.evaluate(async (bytes) => {
    const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    const count = (test) => data.reduce((sum, _, at) => sum + (at % 4 === 0 && test(data[at], data[at + 1], data[at + 2]) ? 1 : 0), 0);
    return [count((r, g, b) => r > 200 && g < 60 && b < 60), count((r, g, b) => r < 8 && Math.abs(g - 114) < 8 && Math.abs(b - 178) < 8)];
  }, [...picture]);
  assert.ok(red === 0 && blue > 1000, `${red} red and ${blue} blue pixels`);
  await shown.close();
});

test("pictures of another site without CORS are shown, and a sentence says why there is no highlight", async () => {
  const other = await serveViewer();
  const shown = await viewer({ before: `${other.url}/example/before.png`, after: `${other.url}/example/after.png` });
  assert.match(await shown.inside(".message").textContent(), /another site.*“diff”.*CORS/);
  assert.equal(await shown.inside(".before .image").evaluate((image) => image.naturalWidth), 800);
  assert.deepEqual(await labels(shown), ["Before", "After"]);
  await shown.close();
  await other.close();
});

test("where a policy forbids workers, the page's own thread compares", async () => {
  const strict = await serveViewer(POLICY.replace("worker-src 'self'", "worker-src 'none'"));
  const opened = await open(browser, strict.page({ before: FINISHED.before, after: FINISHED.after }));
  await settled(opened.page);
  assert.equal(await opened.page.evaluate(() => document.querySelector("depicted-viewer").report.regions_total), 3);
  await opened.close();
  await strict.close();
});

test("a picture that is not there is said on its side", async () => {
  const shown = await viewer({ ...FINISHED, after: "/example/nowhere.png" });
  assert.equal(await shown.inside(".after .note").textContent(), "The picture after could not be loaded.");
  assert.ok(await shown.inside(".before .note").isHidden());
  await shown.close();
});

test("a report that is none is said, and the pictures are shown all the same", async () => {
  for (const report of ["{}", "{", "/nowhere.json"]) {
    const shown = await viewer({ ...FINISHED, report });
    assert.equal(await shown.inside(".message").textContent(), "The report could not be read.", report);
    assert.deepEqual(await labels(shown), ["Before", "After"]);
    await shown.close();
  }
});

test("words of another language replace the English ones", async () => {
  const opened = await open(browser, server.page(FINISHED));
  await opened.page.evaluate(() => {
    const german = document.createElement("depicted-viewer");
    german.labels = { before: "Vorher", after: "Nachher" };
    document.querySelector("depicted-viewer").replaceWith(german);
  });
  assert.equal(await opened.page.locator("depicted-viewer .before .label b").textContent(), "Vorher");
  await opened.close();
});

for (const [name, options] of [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["on a phone", { viewport: { width: 390, height: 844 }, hasTouch: true }],
]) {
  test(`axe-core finds nothing, ${name}`, async () => {
    // Colours are not looked at halfway to others.
    const shown = await viewer(FINISHED, { reducedMotion: "reduce", ...options });
    await shown.page.addScriptTag({ url: "/axe/axe.min.js" });
    for (const mode of ["side-by-side", "swipe", "onion-skin", "blink", "highlight"]) {
      await shown.page.evaluate((mode) => (document.querySelector("depicted-viewer").mode = mode), mode);
      const found = await shown.page.evaluate(async () => {
        const { violations } = await globalThis.axe.run(document);
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
      });
      assert.deepEqual(found, [], mode);
    }
    const narrow = await shown.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    assert.ok(narrow, "the page is not wider than the window");
    await shown.close();
  });
}
