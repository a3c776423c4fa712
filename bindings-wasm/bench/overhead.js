// How much WebAssembly costs: the same pairs here, natively on one thread, and in npm's pixelmatch in the same Chromium.
// node bench/overhead.js [FOLDER OF SCREENSHOTS]; needs `cargo xtask wasm` and `cargo build --release` before it, and a quiet machine.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { launch, open } from "../test/support/browser.js";
import { DIST, PACKAGE, ROOT } from "../test/support/places.js";
import { serve } from "../test/support/serve.js";

const PAIRS = ["phone", "cypress"];
const RUNS = 5;
const NATIVE = process.env.DEPICTED ?? `${process.env.CARGO_TARGET_DIR ?? `${ROOT}target`}/release/depicted`;
const pictures = process.argv[2] ?? `${process.env.DEPICTED_CORPUS ?? `${ROOT}../shared/corpus`}/screenshots`;

if (!existsSync(NATIVE)) throw new Error(`${NATIVE} is missing: run cargo build --release`);
if (!existsSync(`${pictures}/phone-a.png`)) throw new Error(`${pictures} has no phone-a.png: name a folder of screenshots`);

// The engine's own clock, so that starting a process does not count.
function native(pair, metric) {
  const args = ["diff", `${pictures}/${pair}-a.png`, `${pictures}/${pair}-b.png`, "--threads", "1", "--metric", metric, "--json", "--output", "/dev/null"];
  return best(() => {
    try {
      return JSON.parse(execFileSync(NATIVE, args, { encoding: "utf8" })).elapsed_ms.total;
    } catch (error) {
      return JSON.parse(error.stdout).elapsed_ms.total; // exit code 1: they differ
    }
  });
}

function best(run) {
  return Math.min(...Array.from({ length: RUNS }, run));
}

const server = await serve({ "/dist/": DIST, "/pictures/": pictures, "/pixelmatch/": `${PACKAGE}node_modules/pixelmatch`, "/page": () => "<!doctype html><title>bench</title>" });
const browser = await launch();
const { page } = await open(browser, `${server.url}/page.html`);

// From encoded bytes to a highlight, for both: pixelmatch gets the browser's own decoder and no encoder at all.
async function inChromium(pair) {
  return page.evaluate(
    async ({ pair, runs }) => {
      const { init, diff } = await import("/dist/index.js");
      const { default: pixelmatch } = await import("/pixelmatch/index.js");
      await init();
      const files = await Promise.all(["a", "b"].map(async (side) => new Uint8Array(await (await fetch(`/pictures/${pair}-${side}.png`)).arrayBuffer())));
      const best = async (run) => {
        let least = Infinity;
        for (let turn = 0; turn < runs; turn += 1) {
          const start = performance.now();
          await run();
          least = Math.min(least, performance.now() - start);
        }
        return least;
      };
      const decode = async (bytes) => {
        const bitmap = await createImageBitmap(new Blob([bytes]));
        const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d", { willReadFrequently: true });
        context.drawImage(bitmap, 0, 0);
        return context.getImageData(0, 0, bitmap.width, bitmap.height);
      };
      const [a, b] = await Promise.all(files.map(decode));
      const [width, height] = [Math.min(a.width, b.width), Math.min(a.height, b.height)];
      const same = a.width === b.width && a.height === b.height;
      return {
        perceptual: await best(() => diff(...files)),
        exact: await best(() => diff(...files, { metric: "exact" })),
        "pixelmatch here": await best(() => diff(...files, { metric: "pixelmatch" })),
        "pixelmatch here, pixels": same ? await best(() => diff(a, b, { metric: "pixelmatch" })) : null,
        "pixelmatch here, pixels, not drawn": same ? await best(() => diff(a, b, { metric: "pixelmatch", draw: false })) : null,
        "npm pixelmatch, decoding": same
          ? await best(async () => {
              const [x, y] = await Promise.all(files.map(decode));
              pixelmatch(x.data, y.data, new Uint8ClampedArray(width * height * 4), width, height);
            })
          : null,
        "npm pixelmatch, pixels, not drawn": same ? await best(() => pixelmatch(a.data, b.data, null, width, height)) : null,
        "npm pixelmatch, pixels": same ? await best(() => pixelmatch(a.data, b.data, new Uint8ClampedArray(width * height * 4), width, height)) : null,
      };
    },
    { pair, runs: RUNS },
  );
}

console.log(`best of ${RUNS}, milliseconds`);
for (const pair of PAIRS) {
  console.log(`\n${pair}`);
  for (const metric of ["perceptual", "exact", "pixelmatch"]) console.log(`  native, 1 thread, ${metric}: ${native(pair, metric).toFixed(1)}`);
  for (const [name, ms] of Object.entries(await inChromium(pair))) console.log(`  Chromium, ${name}: ${ms === null ? "sizes differ" : ms.toFixed(1)}`);
}
await browser.close();
await server.close();
