// Draws every page in light, in dark and on a phone, into the folder that is named, or ./pictures.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { awkward } from "./support/awkward.js";
import { launch, newBuild, signIn } from "./support/browser.js";
import { LOOKS, drawn, pages } from "./support/looks.js";
import { seed } from "./support/seed.js";
import { start } from "./support/server.js";
import { fill, shop } from "./support/shop.js";

const folder = process.argv[2] ?? "pictures";
const [server, browser] = await Promise.all([start(), launch()]);
try {
  await mkdir(folder, { recursive: true });
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, server);
  const build = await newBuild(page, server, "Shop");
  await seed(server, build, { pairs: await shop(browser) });
  await fill(page, server, build);
  await page.goto(`${server.url}/hooks?build_id=${build}`);
  await page.getByLabel("Whom to call").fill("https://hooks.example.org/depicted");
  await page.getByRole("button", { name: "Add the webhook" }).click();
  await page.goto(`${server.url}/people`);
  await page.getByLabel("Name to sign in with").fill("grace");
  await page.getByLabel("Address, if you like").fill("grace@example.com");
  await page.getByRole("button", { name: "Add the account" }).click();
  const odd = await awkward(server, await newBuild(page, server, "Awkward"));
  const state = await context.storageState();
  for (const [look, options] of Object.entries(LOOKS)) {
    const context = await browser.newContext({ ...options, storageState: state });
    const page = await context.newPage();
    for (const [name, url] of Object.entries({ ...pages(server, build), ...odd })) {
      await page.goto(url);
      await page.waitForFunction(drawn);
      // Pictures below the window are not loaded until somebody comes near.
      await page.evaluate(() => Promise.all([...document.images].map((image) => ((image.loading = "eager"), image.decode().catch(() => {})))));
      await page.screenshot({ path: join(folder, `${name}-${look}.png`), fullPage: true });
    }
    await context.clearCookies();
    await page.goto(`${server.url}/login`);
    await page.screenshot({ path: join(folder, `login-${look}.png`) });
    await context.close();
  }
} finally {
  await browser.close();
  await server.stop();
}
