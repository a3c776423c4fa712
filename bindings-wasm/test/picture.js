// Makes the picture of the viewer in the documentation: npm run picture
import { launch, open } from "./support/browser.js";
import { ROOT } from "./support/places.js";
import { FINISHED, serveViewer, settled } from "./support/viewer.js";

const server = await serveViewer();
const browser = await launch();
const { page } = await open(browser, server.page({ before: FINISHED.before, after: FINISHED.after }), { viewport: { width: 1176, height: 700 }, colorScheme: "light", reducedMotion: "reduce" });
await settled(page);
const viewer = page.locator("depicted-viewer");
await viewer.evaluate((element) => (element.style.height = "480px"));
await page.locator("depicted-viewer .scroller").focus();
for (const key of ["n", "n", "0"]) await page.keyboard.press(key);
await page.evaluate(() => document.querySelector("depicted-viewer").shadowRoot.activeElement.blur());
await viewer.screenshot({ path: `${ROOT}docs/pictures/viewer.png`, animations: "disabled" });
await browser.close();
await server.close();
