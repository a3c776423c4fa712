// Releases with runs in every state, sent as a client sends them.
import { readFile } from "node:fs/promises";

const file = (path) => readFile(new URL(`../../../${path}`, import.meta.url));

/** A client with a key. */
export function client({ url, key, secret }) {
  const authorization = `Basic ${Buffer.from(`${key}:${secret}`).toString("base64")}`;
  return async function call(path, fields) {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    const response = await fetch(`${url}/api/${path}`, { method: "POST", headers: { authorization }, body: form });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return JSON.parse(text);
  };
}

/** Waits, as programs do, until no more runs of a release than `left` wait for something. */
export async function compared({ url, key, secret }, build, { release_name, release_number }, left = 0) {
  const authorization = `Basic ${Buffer.from(`${key}:${secret}`).toString("base64")}`;
  const address = `${url}/api/v1/builds/${build}/releases/${encodeURIComponent(release_name)}/${release_number}`;
  for (const end = Date.now() + 300_000; Date.now() < end; ) {
    const { counts } = await (await fetch(address, { headers: { authorization } })).json();
    if (counts.pending <= left) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the comparisons are not made within five minutes");
}

/**
 * A first release, all baselines, and a second one with differences, which the server finds itself, and a failure.
 * `pairs` are further tests: names, and pictures before and after.
 */
export async function seed(server, build, { close = true, pairs = [] } = {}) {
  const call = client(server);
  const upload = async (bytes, name) =>
    (await call("upload", { build_id: build, file: new File([bytes], name) })).sha1sum;
  const before = await upload(await file("core/examples/pictures/before.png"), "before.png");
  const after = await upload(await file("core/examples/pictures/after.png"), "after.png");
  const log = await upload("loaded in 312 ms\n41 requests, none failed\n", "log.txt");
  const config = await upload('{"viewportSize": {"width": 800, "height": 600}}', "config.json");
  const release = (name) => call("create_release", { build_id: build, release_name: name, url: "https://example.org/" });
  // One after the other, so that the log of what was done is in one order, whichever server is asked.
  const report = async (of, run_name, fields) => {
    await call("report_run", { build_id: build, release_name: of.release_name, release_number: of.release_number, run_name, ...fields });
    await compared(server, build, of);
  };
  const done = (of) => call("runs_done", { build_id: build, release_name: of.release_name, release_number: of.release_number });

  const first = await release("1.0");
  for (const name of ["checkout", "home", "settings"]) {
    await report(first, name, { image: before, log, config, url: `https://example.org/${name}` });
  }
  await done(first);
  const second = await release("1.1");
  const found = { ref_image: before, image: after, log, config, ref_log: log, ref_config: config };
  const urls = (name) => ({ url: `https://new.example.org/${name}`, ref_url: `https://example.org/${name}` });
  await report(second, "home", { ...found, ...urls("home") });
  await report(second, "checkout", { ...found, ...urls("checkout") });
  await report(second, "checkout / Überweisung mit einem sehr langen Namen", { ...found, ...urls("pay") });
  await report(second, "settings", { ref_image: before, image: before, ...urls("settings") });
  await report(second, "about", { ref_image: before, image: before, ...urls("about") });
  for (const [name, ref, run] of pairs) {
    await report(second, name, { ref_image: await upload(ref, "before.png"), image: await upload(run, "after.png"), log, ...urls("page") });
  }
  await report(second, "search (new)", { image: after, ...urls("search") });
  await report(second, "broken", { log, run_failed: "yes" });
  if (close) await done(second);
  return { first, second };
}
