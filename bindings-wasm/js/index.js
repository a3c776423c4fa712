// What users import: init, diff, diffInWorker, DiffError.
import { compile } from "./load.js";
import { run, start } from "./instance.js";
import { fromArgument } from "./picture.js";
import { readOptions } from "./options.js";

export { DiffError } from "./error.js";
export { diffInWorker } from "./in-worker.js";

/** Loads the engine. Several calls load it once. */
export async function init(source) {
  await start(await compile(source));
}

/** Compares two pictures. Needs `await init()` first. */
export function diff(before, after, options) {
  return run(fromArgument(before, "before"), fromArgument(after, "after"), readOptions(options));
}
