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

/** A first release, all baselines, and a second one with differences, failures and what is still to come. */
export async function seed(server, build, { close = true } = {}) {
  const call = client(server);
  const upload = async (bytes, name) =>
    (await call("upload", { build_id: build, file: new File([bytes], name) })).sha1sum;
  const before = await upload(await file("core/examples/pictures/before.png"), "before.png");
  const after = await upload(await file("core/examples/pictures/after.png"), "after.png");
  const diff = await upload(await file("docs/pictures/diff.png"), "diff.png");
  const log = await upload("loaded in 312 ms\n3 regions differ\n", "log.txt");
  const config = await upload('{"viewportSize": {"width": 800, "height": 600}}', "config.json");
  const release = (name) => call("create_release", { build_id: build, release_name: name, url: "https://example.org/" });
  const report = (of, run_name, fields) =>
    call("report_run", { build_id: build, release_name: of.release_name, release_number: of.release_number, run_name, ...fields });
  const done = (of) => call("runs_done", { build_id: build, release_name: of.release_name, release_number: of.release_number });

  const first = await release("1.0");
  for (const name of ["checkout", "home", "settings"]) {
    await report(first, name, { image: before, log, config, url: `https://example.org/${name}` });
  }
  await done(first);
  const second = await release("1.1");
  const found = { ref_image: before, image: after, diff_image: diff, diff_log: log, log, config, ref_log: log, ref_config: config };
  const urls = (name) => ({ url: `https://new.example.org/${name}`, ref_url: `https://example.org/${name}` });
  await report(second, "home", { ...found, ...urls("home"), distortion: "0.0412" });
  await report(second, "checkout", { ...found, ...urls("checkout"), distortion: "0.0087" });
  await report(second, "checkout / Überweisung mit einem sehr langen Namen", { ...found, ...urls("pay"), distortion: "0.1234" });
  await report(second, "settings", { ref_image: before, image: before, diff_log: log, ...urls("settings") });
  await report(second, "about", { ref_image: before, image: before, diff_log: log, ...urls("about") });
  await report(second, "search (new)", { image: after, ...urls("search") });
  await report(second, "broken", { log, run_failed: "yes" });
  if (close) await done(second);
  return { first, second };
}
