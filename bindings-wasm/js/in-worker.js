// diffInWorker: the same comparison beside the page's own thread.
import { DiffError } from "./error.js";
import { compile } from "./load.js";
import { readOptions } from "./options.js";
import { fromSource } from "./picture.js";

let worker;
let next = 0;
const waiting = new Map();

/** Compares in a worker. Pictures may also be a Blob, a File, a Response, or a promise of any picture. */
export async function diffInWorker(before, after, options) {
  const words = readOptions(options);
  const pictures = Promise.all([fromSource(before, "before"), fromSource(after, "after")]);
  const [module, [first, second]] = await Promise.all([compile(), pictures]);
  worker ??= create();
  const port = await worker;
  return new Promise((resolve, reject) => {
    const id = next++;
    waiting.set(id, { resolve, reject });
    port.hold?.();
    port.post({ id, module, before: first, after: second, options: words });
  });
}

async function create() {
  if (typeof Worker === "function") {
    // Bundlers find the worker by exactly these words.
    const own = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    own.addEventListener("message", ({ data }) => settle(data));
    own.addEventListener("error", (event) => failed(event.message || "the worker could not be loaded"));
    own.addEventListener("messageerror", () => failed("the worker sent something unreadable"));
    return { post: (message) => own.postMessage(message) };
  }
  const threads = "node:worker_threads";
  const { Worker: Thread } = await import(/* @vite-ignore */ /* webpackIgnore: true */ threads);
  const file = "./worker.js";
  // The flags of the program (--input-type, --test) are not for its worker.
  const own = new Thread(new URL(file, import.meta.url), { execArgv: [] });
  own.unref(); // an idle worker keeps no program alive
  own.on("message", (data) => {
    settle(data);
    if (waiting.size === 0) own.unref();
  });
  own.on("error", (error) => failed(error.message));
  return { post: (message) => own.postMessage(message), hold: () => own.ref() };
}

function settle({ id, result, error }) {
  const { resolve, reject } = waiting.get(id);
  waiting.delete(id);
  if (!error) resolve(result);
  else reject(error.code ? new DiffError(error) : new Error(error.message));
}

// A worker that broke is replaced by the next call.
function failed(message) {
  worker = undefined;
  for (const { reject } of waiting.values()) reject(new Error(`depicted-wasm: ${message}`));
  waiting.clear();
}
