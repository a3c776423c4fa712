// Draws every page in light, in dark and on a phone, into the folder that is named, or ./pictures.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { launch, newBuild, releaseUrl, runUrl, signIn } from "./support/browser.js";
import { seed } from "./support/seed.js";
import { start } from "./support/server.js";

const folder = process.argv[2] ?? "pictures";
const LOOKS = {
  light: { colorScheme: "light", viewport: { width: 1280, height: 900 } },
  dark: { colorScheme: "dark", viewport: { width: 1280, height: 900 } },
  phone: { colorScheme: "light", viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
};

const server = await start();
const browser = await launch();
try {
  await mkdir(folder, { recursive: true });
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, server);
  const build = await newBuild(page, server, "Shop");
  await seed(server, build);
  await page.goto(`${server.url}/admins?build_id=${build}`);
  await page.getByLabel("Invite an address").fill("grace@example.org");
  await page.getByRole("button", { name: "Invite" }).click();
  const state = await context.storageState();
  const query = (path) => `${server.url}${path}?build_id=${build}`;
  const image = runUrl(server, build, "1.1", "home").replace("/run?", "/image?");
  const pages = {
    home: server.url,
    new: `${server.url}/new`,
    build: `${server.url}/build?id=${build}`,
    release: releaseUrl(server, build, "1.1"),
    run: runUrl(server, build, "1.1", "home"),
    "run-failed": runUrl(server, build, "1.1", "broken"),
    image: `${image}&type=diff`,
    log: `${image.replace("/image?", "/log?")}&type=after`,
    changes: releaseUrl(server, build, "1.1").replace("/release?", "/release/changes?"),
    settings: query("/settings"),
    members: query("/admins"),
    keys: query("/api_keys"),
    activity: query("/activity"),
    queue: `${server.url}/api/work_queue`,
    account: `${server.url}/account`,
    missing: `${server.url}/build?id=999`,
  };
  for (const [look, options] of Object.entries(LOOKS)) {
    const context = await browser.newContext({ ...options, storageState: state });
    const page = await context.newPage();
    for (const [name, url] of Object.entries(pages)) {
      await page.goto(url);
      if (name === "run") await page.waitForFunction(() => document.querySelector("depicted-viewer")?.shadowRoot?.querySelector("[aria-busy=false]"));
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
