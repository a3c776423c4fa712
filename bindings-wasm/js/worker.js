// A worker that compares: { id, module, before, after, options } in, { id, result } or { id, error } out.
import { DiffError } from "./error.js";
import { run, start } from "./instance.js";

async function answer({ id, module, before, after, options }, post) {
  try {
    await start(module);
    const result = run(before, after, options);
    post({ id, result }, result.highlight ? [result.highlight.buffer] : []);
  } catch (error) {
    post({ id, error: error instanceof DiffError ? error.toJSON() : { message: String(error?.message ?? error) } }, []);
  }
}

if (typeof WorkerGlobalScope === "function") {
  addEventListener("message", ({ data }) => answer(data, (message, transfer) => postMessage(message, transfer)));
} else {
  // Node. The name is not written where bundlers look for one.
  const threads = "node:worker_threads";
  import(/* @vite-ignore */ /* webpackIgnore: true */ threads).then(({ parentPort }) => {
    parentPort.on("message", (data) => answer(data, (message, transfer) => parentPort.postMessage(message, transfer)));
  });
}
