// Chromium, signed in or not.
import { chromium } from "playwright-core";

export const launch = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

/** Signs in by the form, as a person does. */
export async function signIn(page, server, next = "/") {
  await page.goto(`${server.url}/login?next=${encodeURIComponent(next)}`);
  await page.getByLabel("Name or address").fill(server.user);
  await page.getByLabel("Password").fill(server.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname !== "/login");
}

/** Makes a build by the form, and gives its number. */
export async function newBuild(page, server, name) {
  await page.goto(`${server.url}/new`);
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Make the build" }).click();
  await page.waitForURL(/\/build\?id=/);
  return new URL(page.url()).searchParams.get("id");
}

export const releaseUrl = (server, build, name, number = 1) =>
  `${server.url}/release?id=${build}&name=${encodeURIComponent(name)}&number=${number}`;
export const runUrl = (server, build, name, test, number = 1) =>
  `${server.url}/run?id=${build}&name=${encodeURIComponent(name)}&number=${number}&test=${encodeURIComponent(test)}`;
