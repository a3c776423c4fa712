// A real server in a folder of its own, and its first administrator.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
export const BINARY = process.env.DEPICTED_BINARY ?? join(process.env.CARGO_TARGET_DIR ?? join(ROOT, "target"), "debug/depicted");

/** Starts a server on a free port, and waits until it listens. */
export async function start({ binary = BINARY, flags = [], env = {} } = {}) {
  const data = await mkdtemp(join(tmpdir(), "depicted-review-"));
  const child = spawn(binary, ["serve", "--data", data, "--listen", "127.0.0.1:0", ...flags], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (said += text));
  const url = await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the server does not listen:\n${said}`)), 60_000);
    child.on("exit", (code) => reject(new Error(`the server ended with ${code}:\n${said}`)));
    child.stdout.on("data", () => {
      const found = /listening on (\S+)/.exec(said);
      if (!found) return;
      clearTimeout(late);
      resolve(found[1]);
    });
  });
  const word = (name) => new RegExp(`^\\s+${name}\\s+(\\S+)$`, "m").exec(said)[1];
  const first = { user: word("user"), password: word("password"), key: word("API key"), secret: word("secret") };
  const stop = async () => {
    child.removeAllListeners("exit");
    const ended = new Promise((resolve) => child.on("exit", resolve));
    child.kill("SIGTERM");
    await ended;
    await rm(data, { recursive: true, force: true });
  };
  return { url, data, ...first, stop, said: () => said };
}
