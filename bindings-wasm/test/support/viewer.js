// A page with a viewer in it, under a content policy as strict as one can be.
import { serve } from "./serve.js";
import { DIST, EXAMPLE, PACKAGE, ROOT } from "./places.js";

export const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src * blob:; connect-src *; worker-src 'self'; base-uri 'none'; form-action 'none'";

export const REPORT = {
  verdict: "different",
  reason: "pixels",
  within_tolerance: false,
  pixels: { total: 480000, different: 9709, antialiased: 0, ignored: 0 },
  regions: [
    { x: 707, y: 246, width: 15, height: 13, pixels: 155, score: 15.5, max_error: 1, mean_error: 0.2, moved: null },
    { x: 530, y: 289, width: 220, height: 40, pixels: 8728, score: 15.5, max_error: 0.2, mean_error: 0.2, moved: null },
    { x: 391, y: 310, width: 32, height: 32, pixels: 826, score: 0, max_error: 1, mean_error: 0.3, moved: { dx: 1, dy: 0 } },
  ],
  regions_total: 3,
};

/** Serves pages by their attributes: `page(attributes)` is the address of one with a viewer that has them. */
export async function serveViewer(policy = POLICY) {
  const pages = new Map();
  const mounts = {
    "/dist/": DIST,
    "/example/": EXAMPLE,
    "/pictures/": `${ROOT}docs/pictures`,
    "/axe/": `${PACKAGE}node_modules/axe-core`,
    "/report.json": () => JSON.stringify(REPORT),
    "/tall.svg": () => tall("#0a0"),
    "/tall-after.svg": () => tall("#00a"),
    "/page/": (name) => pages.get(name),
  };
  const server = await serve(mounts, { headers: { "content-security-policy": policy } });
  return {
    ...server,
    page(attributes) {
      const name = `${pages.size}.html`;
      const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${value}"`).join("");
      pages.set(
        name,
        `<!doctype html><html lang="en"><title>Viewer</title><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
        <link rel="icon" href="/example/before.png"><main><h1>Viewer</h1><depicted-viewer${list}></depicted-viewer></main><script type="module" src="/dist/viewer/index.js"></script></html>`,
      );
      return `${server.url}/page/${name}`;
    },
  };
}

// A page of 20 000 pixels.
function tall(colour) {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="20000"><rect width="1200" height="20000" fill="#eee"/><rect x="100" y="19000" width="300" height="60" fill="${colour}"/></svg>`;
}

export const FINISHED = { before: "/example/before.png", after: "/example/after.png", diff: "/pictures/diff.png", report: "/report.json" };

/** Waits until the viewer has its report, or what went wrong. */
export async function settled(page) {
  await page.waitForFunction(() => document.querySelector("depicted-viewer")?.shadowRoot?.querySelector(".frame")?.getAttribute("aria-busy") === "false");
}
