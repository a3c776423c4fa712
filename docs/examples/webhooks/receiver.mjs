// Takes the calls of a Depicted webhook: only those that are signed, and were made a short while ago.
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";

const MAX_AGE_S = 300;
const MAX_BODY = 1 << 20;

/** Whether a call is ours, and new. `time` and `signature` are the headers, `body` is the text as it came. */
export function verify(secret, time, signature, body, now = Date.now()) {
  if (!(Math.abs(now / 1000 - Number(time)) <= MAX_AGE_S)) return false;
  const wanted = `sha256=${createHmac("sha256", secret).update(`${time}.${body}`).digest("hex")}`;
  const given = Buffer.from(signature ?? "");
  return given.length === wanted.length && timingSafeEqual(given, Buffer.from(wanted));
}

/** Listens, and gives every call that is ours to `handle`. What it throws is answered with 502, so that it is sent again. */
export function receive({ secret, port, host = "127.0.0.1", handle }) {
  const server = createServer(async (request, response) => {
    const answer = (status, text) => response.writeHead(status, { "content-type": "text/plain" }).end(text);
    if (request.method !== "POST") return answer(405, "only POST");
    const parts = [];
    let size = 0;
    for await (const part of request) {
      size += part.length;
      if (size > MAX_BODY) return answer(413, "too large");
      parts.push(part);
    }
    const body = Buffer.concat(parts).toString("utf8");
    const { "x-depicted-timestamp": time, "x-depicted-signature": signature } = request.headers;
    if (!verify(secret, time, signature, body)) return answer(403, "the signature is another one, or old");
    try {
      await handle(JSON.parse(body));
      answer(204);
    } catch (error) {
      console.error(error.message);
      answer(502, error.message);
    }
  });
  server.listen(port, host, () => console.log(`listening on http://${host}:${server.address().port}/`));
  return server;
}

/** The commit of a release: its name, or the end of its address, where one of them is a hash. */
export function commit({ name, url }) {
  const hash = /(?:^|\/)([0-9a-f]{40})\/?$/;
  return (hash.exec(name) ?? hash.exec(url ?? ""))?.[1];
}

/**
 * What a commit's status is to say of a call: `pending`, `success` or `failure`, its name, and where it leads; nothing where
 * the call is of no release, or the release of no commit.
 */
export function status({ event, build, release, summary }) {
  const state = { "release.reviewing": "pending", "release.good": "success", "release.bad": "failure" }[event];
  const sha = release && commit(release);
  if (!state || !sha) return;
  // Where nothing differs there is nothing to wait for.
  const clean = event === "release.reviewing" && ["All passing", "Nothing to test"].includes(summary);
  return { sha, state: clean ? "success" : state, name: `depicted/${build.name}`.slice(0, 255), summary, page: release.page };
}

/** A variable that has to be there. */
export function needed(name) {
  const value = process.env[name];
  if (!value) throw new Error(`set ${name}`);
  return value;
}
