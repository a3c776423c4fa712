// How people come in, and whom the server tells: accounts, invitations, another sign-in, webhooks.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import Provider from "oidc-provider";
import { launch, newBuild, signIn } from "../support/browser.js";
import { client } from "../support/seed.js";
import { start } from "../support/server.js";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PASSWORD = "correct horse battery";
const ACCOUNTS = {
  grace: { email: "Grace@example.org", email_verified: true, preferred_username: "Grace" },
  mallory: { email: "mallory@example.org", email_verified: false },
  trudy: { email: "trudy@elsewhere.example", email_verified: true },
};
let server, browser, context, page, provider;

/** Listens on a free port of loopback. */
async function listen(handler) {
  const http = createServer(handler).listen(0, "127.0.0.1");
  await once(http, "listening");
  return { http, url: `http://127.0.0.1:${http.address().port}`, close: () => (http.closeAllConnections(), http.close()) };
}

before(async () => {
  // The provider's address has to be known to the server, and the server's to the provider.
  let callback;
  provider = await listen((request, response) => callback(request, response));
  const flags = ["--oidc-issuer", provider.url, "--oidc-client-id", "depicted", "--oidc-domains", "example.org", "--webhook-private"];
  [server, browser] = await Promise.all([start({ flags, env: { DEPICTED_OIDC_CLIENT_SECRET: "a secret of the client" } }), launch()]);
  const oidc = new Provider(provider.url, {
    clients: [{ client_id: "depicted", client_secret: "a secret of the client", redirect_uris: [`${server.url}/login/oidc/return`] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["preferred_username"] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...ACCOUNTS[id] }) }),
    pkce: { required: () => true },
    cookies: { keys: ["only for this test"] },
  });
  callback = oidc.callback();
  context = await browser.newContext();
  page = await context.newPage();
  await signIn(page, server);
});
after(async () => {
  await browser?.close();
  await server?.stop();
  provider?.close();
});

/** What axe finds against WCAG 2.2 AA. */
async function faults(of) {
  await of.evaluate(axe);
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const { violations } = await of.evaluate((values) => window.axe.run(document, { runOnly: { type: "tag", values } }), tags);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
}

/** Somebody with a browser of their own. */
async function guest(visit) {
  const own = await browser.newContext();
  try {
    await visit(await own.newPage());
  } finally {
    await own.close();
  }
}

/** Signs in at the provider, from the page to sign in on. */
async function elsewhere(guest, name) {
  await guest.getByRole("link", { name: "Sign in with single sign-on" }).click();
  await guest.locator("input[name=login]").fill(name);
  await guest.locator("input[name=password]").fill("any");
  await guest.locator("button[type=submit]").click();
  await guest.locator("form[action*='/interaction/'] button[type=submit]").click();
  await guest.waitForURL((url) => url.origin === server.url);
}

test("an account is added, chooses a password, and is closed at once", async () => {
  await page.goto(`${server.url}/`);
  await page.getByRole("link", { name: "People" }).click();
  await page.getByLabel("Name to sign in with").fill("ada");
  await page.getByLabel("Address, if you like").fill("ada@example.org");
  await page.getByRole("button", { name: "Add the account" }).click();
  const link = await page.locator(".secret code").innerText();
  assert.deepEqual(await faults(page), []);
  await guest(async (ada) => {
    await ada.goto(link);
    assert.deepEqual(await faults(ada), []);
    await ada.getByLabel("Password").fill(PASSWORD);
    await ada.getByRole("button", { name: "Choose it and sign in" }).click();
    await ada.getByRole("link", { name: "ada" }).waitFor();
    await ada.goto(link);
    await ada.getByText("this link was used already").waitFor();
    await page.goto(`${server.url}/people`);
    await page.getByRole("button", { name: "Close the account of ada" }).click();
    await page.getByText("Closed").waitFor();
    await ada.goto(`${server.url}/account`);
    assert.equal(new URL(ada.url()).pathname, "/login");
    await ada.getByLabel("Name or address").fill("ada");
    await ada.getByLabel("Password").fill(PASSWORD);
    await ada.getByRole("button", { name: "Sign in" }).click();
    await ada.getByRole("alert").waitFor();
  });
});

// Checklist 81.
test("whoever signs in elsewhere gets what their address was invited to", async () => {
  const id = await newBuild(page, server, "Invited");
  await page.goto(`${server.url}/admins?build_id=${id}`);
  await page.getByLabel("Invite an address").fill("grace@example.org");
  await page.getByRole("button", { name: "Invite" }).click();
  await page.getByText("Invited as reviewer").waitFor();
  await guest(async (grace) => {
    await grace.goto(`${server.url}/build?id=${id}`);
    assert.deepEqual(await faults(grace), []);
    await elsewhere(grace, "grace");
    assert.equal(grace.url(), `${server.url}/build?id=${id}`, "back where she wanted to go");
    await grace.getByRole("heading", { name: "Invited" }).waitFor();
    await grace.goto(`${server.url}/whoami`);
    const about = JSON.parse(await grace.locator("body").innerText());
    assert.deepEqual([about.id, about.name, about.email, about.superuser], [`oidc:${provider.url}#grace`, "Grace", "grace@example.org", false]);
  });
  await guest(async (again) => {
    await again.goto(`${server.url}/login`);
    await elsewhere(again, "grace");
    await page.goto(`${server.url}/people`);
    assert.equal(await page.getByText("grace@example.org").count(), 1, "the same person");
  });
});

// Checklist 89.
test("a sign-in elsewhere that proves nothing is refused in words", async () => {
  for (const [name, words] of [["mallory", "has not proved your address"], ["trudy", "not an address of those who may come in"]]) {
    await guest(async (person) => {
      await person.goto(`${server.url}/login`);
      await elsewhere(person, name);
      await person.getByRole("alert").getByText(words).waitFor();
      await person.goto(`${server.url}/account`);
      assert.equal(new URL(person.url()).pathname, "/login", "nobody is signed in");
    });
  }
  await guest(async (person) => {
    // Whoever turns back there, and whoever is sent an address with somebody else's code.
    await person.goto(`${server.url}/login`);
    await person.getByRole("link", { name: "Sign in with single sign-on" }).click();
    const cookie = (await person.context().cookies(`${server.url}/login/oidc/return`)).find(({ name }) => name === "depicted_oidc");
    assert.equal([cookie.httpOnly, cookie.sameSite, cookie.path].join(), "true,Lax,/login");
    await person.goto(`${server.url}/login/oidc/return?error=access_denied&error_description=turned+back&state=${cookie.value}`);
    await person.getByRole("alert").getByText("turned back").waitFor();
    await person.goto(`${server.url}/login/oidc/return?code=stolen&state=${cookie.value}`);
    await person.getByRole("alert").getByText("begun elsewhere").waitFor();
    await person.goto(`${server.url}/login/oidc/return?code=stolen&state=other`);
    await person.getByRole("alert").getByText("begun elsewhere").waitFor();
  });
});

/** Starts an example of `docs/examples/webhooks`; its address. */
async function example(name, env) {
  const file = fileURLToPath(new URL(`../../../docs/examples/webhooks/${name}.mjs`, import.meta.url));
  const child = spawn(process.execPath, [file], { env: { ...process.env, PORT: "0", ...env }, stdio: ["ignore", "pipe", "inherit"] });
  const [said] = await once(child.stdout, "data");
  return { child, url: /http\S+/.exec(String(said))[0] };
}

test("webhooks set statuses of commits on GitHub and GitLab", async () => {
  const told = [];
  let heard = () => {};
  const stub = await listen(async (request, response) => {
    let text = "";
    for await (const part of request) text += part;
    const { authorization, "private-token": token } = request.headers;
    told.push({ path: request.url, who: authorization ?? token, ...JSON.parse(text) });
    response.writeHead(201).end("{}");
    heard();
  });
  const until = async (count) => {
    const late = AbortSignal.timeout(30_000);
    while (told.length < count) {
      await new Promise((resolve, reject) => {
        heard = resolve;
        late.onabort = () => reject(new Error(`${told.length} of ${count} came: ${JSON.stringify(told)}\n${server.said()}`));
      });
    }
  };
  const id = await newBuild(page, server, "Hooks");
  const secrets = { DEPICTED_SECRET: "not known yet" };
  const children = [];
  // Each example is told its secret when it starts, and the server its address: so a port is found first.
  const free = async () => {
    const held = await listen(() => {});
    const { port } = held.http.address();
    held.close();
    return String(port);
  };
  try {
    for (const [name, env] of [
      ["github", { GITHUB_API: stub.url, GITHUB_TOKEN: "t1", GITHUB_REPOSITORY: "o/r" }],
      ["gitlab", { GITLAB_API: stub.url, GITLAB_TOKEN: "t2", GITLAB_PROJECT: "g/p" }],
    ]) {
      const port = await free();
      await page.goto(`${server.url}/hooks?build_id=${id}`);
      await page.getByLabel("Whom to call").fill(`http://127.0.0.1:${port}/`);
      await page.getByRole("button", { name: "Add the webhook" }).click();
      secrets.DEPICTED_SECRET = await page.locator(".secret code").innerText();
      children.push((await example(name, { ...env, ...secrets, PORT: port })).child);
    }
    const sha = "0123456789abcdef0123456789abcdef01234567";
    const call = client(server);
    const release = { build_id: id, release_name: "main", url: `https://example.org/commit/${sha}` };
    await call("create_release", release);
    const file = new File([await readFile(new URL("../../../core/examples/pictures/before.png", import.meta.url))], "a.png");
    const { sha1sum: image } = await call("upload", { build_id: id, file });
    await call("report_run", { ...release, release_number: 1, run_name: "home", image });
    await call("runs_done", { ...release, release_number: 1 });
    await until(2);
    await page.goto(`${server.url}/release?id=${id}&name=main&number=1`);
    await page.getByRole("button", { name: "Mark bad" }).click();
    await until(4);
    const at = (who, state) => told.find((one) => one.who === who && one.state === state);
    const [github, gitlab] = [at("Bearer t1", "success"), at("t2", "success")];
    assert.equal(github.path, `/repos/o/r/statuses/${sha}`);
    assert.equal(gitlab.path, `/projects/g%2Fp/statuses/${sha}`);
    assert.equal(github.context, "depicted/Hooks");
    assert.equal(github.target_url, `${server.url}/release?id=${id}&name=main&number=1`);
    assert.ok(at("Bearer t1", "failure") && at("t2", "failed"));
    await page.goto(`${server.url}/hooks?build_id=${id}`);
    // The stub hears before the server knows that it did.
    const arrived = page.getByText("Arrived, answered 204");
    for (const late = Date.now() + 30_000; (await arrived.count()) < 4 && Date.now() < late; ) await page.reload();
    assert.equal(await arrived.count(), 4);
    assert.deepEqual(await faults(page), []);
    // What nobody signed is refused.
    const forged = await fetch((await page.locator(".list .title").first().innerText()).trim(), { method: "POST", body: "{}" });
    assert.equal(forged.status, 403);
    await page.getByRole("button", { name: /^Remove/ }).first().click();
    await page.getByRole("button", { name: /^Remove/ }).first().waitFor();
    assert.equal(await page.getByRole("button", { name: /^Remove/ }).count(), 1);
  } finally {
    for (const child of children) child.kill();
    stub.close();
  }
});
