// From "wherever the engine is" to a compiled module: the build that fits this host, from a file or the network.

// (module (func (result v128) i32.const 0 i8x16.splat i8x16.popcnt)): valid where there are vector instructions.
const PROBE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]);

// The file of the build that this host can run. Bundlers find both by exactly these words.
function ownFile() {
  return WebAssembly.validate(PROBE)
    ? new URL("./depicted-simd.wasm", import.meta.url)
    : new URL("./depicted.wasm", import.meta.url);
}

let own;

/** Compiles `source`: a URL, a Response, bytes, a module, or a promise of these; by default the package's own file. */
export async function compile(source) {
  if (source !== undefined) return read(await source);
  own ??= read(ownFile());
  try {
    return await own;
  } catch (error) {
    own = undefined; // a later call may have more luck with the network
    throw error;
  }
}

async function read(source) {
  if (source instanceof WebAssembly.Module) return source;
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return WebAssembly.compile(source);
  if (typeof Response === "function" && source instanceof Response) return fromResponse(source);
  if (typeof source !== "string" && !(source instanceof URL)) {
    throw new TypeError("init takes a URL, a Response, bytes or a WebAssembly.Module, or nothing");
  }
  const url = new URL(source, globalThis.document?.baseURI ?? globalThis.location?.href);
  if (url.protocol === "file:") return WebAssembly.compile(await fromFile(url));
  return fromResponse(await fetch(url));
}

async function fromResponse(response) {
  if (!response.ok) throw new Error(`cannot load ${response.url}: ${response.status} ${response.statusText}`);
  const type = response.headers.get("content-type") ?? "";
  // Some static hosts do not know the type, and then the streaming way refuses.
  if (WebAssembly.compileStreaming && type.startsWith("application/wasm")) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

// Node, Deno and Bun have files. The name is not written where bundlers look for one.
async function fromFile(url) {
  const files = "node:fs/promises";
  const { readFile } = await import(/* @vite-ignore */ /* webpackIgnore: true */ files);
  return readFile(url);
}
