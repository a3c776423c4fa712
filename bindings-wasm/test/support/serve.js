// A static server for tests, and for `cargo xtask wasm --serve`: node serve.js FOLDER
import { createServer } from "node:http";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/**
 * Serves what `mounts` maps: a path prefix to a folder, or to a function that gives a body. `headers` go out with every
 * answer. `seen` collects what was asked for.
 */
export async function serve(mounts, { headers = {} } = {}) {
  const seen = [];
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    seen.push(`${request.method} ${path}`);
    const [prefix, target] = Object.entries(mounts).find(([start]) => path.startsWith(start)) ?? [];
    try {
      let body;
      let type = ".html";
      if (typeof target === "function") {
        body = target(path.slice(prefix.length));
        if (extname(path)) type = extname(path);
      } else {
        if (!target) throw new Error("nothing there");
        const file = await found(target, path.slice(prefix.length));
        body = await readFile(file);
        type = extname(file);
      }
      response.writeHead(200, { "content-type": TYPES[type] ?? "application/octet-stream", ...headers });
      response.end(body);
    } catch {
      response.writeHead(404, headers).end("not found");
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    seen,
    close: () => new Promise((done) => server.close(done) && server.closeAllConnections()),
  };
}

async function found(folder, path) {
  const root = resolve(folder);
  const file = join(root, normalize(`/${path}`));
  return (await stat(file)).isDirectory() ? join(file, "index.html") : file;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { url } = await serve({ "/": process.argv[2] });
  console.log(`serving ${process.argv[2]} at ${url}/ until Ctrl-C`);
}
