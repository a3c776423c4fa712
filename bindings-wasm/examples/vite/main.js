// On the page's own thread, in a worker, and in the viewer, which compares by itself.
import { diff, diffInWorker, init } from "depicted-wasm";
import "depicted-wasm/viewer";

const viewer = document.querySelector("depicted-viewer");
const seen = new Promise((resolve) => viewer.addEventListener("depicted-ready", ({ detail }) => resolve(detail), { once: true }));

const bytes = async (url) => new Uint8Array(await (await fetch(url)).arrayBuffer());
await init();
const direct = diff(await bytes("before.png"), await bytes("after.png"));
const worker = await diffInWorker(fetch("before.png"), fetch("after.png"));
const report = await seen;

document.body.dataset.done = JSON.stringify({
  direct: direct.regions_total,
  worker: worker.regions_total,
  viewer: report.regions_total,
});
