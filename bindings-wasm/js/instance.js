// The running engine, and what becomes of it when something goes wrong inside.
import initGlue, * as glue from "./glue.js";
import { DiffError } from "./error.js";

// Memory of WebAssembly never shrinks: after a large pair the instance is replaced.
const KEEP_BYTES = 256 * 1024 * 1024;
// The longest piece of memory that the engine can name.
const LARGEST_PIECE = 0x7fffffff;

let starting;
let ready = false;

/** Starts the engine. The first module that starts stays. */
export async function start(module) {
  starting ??= initGlue({ module_or_path: module });
  try {
    await starting;
    ready = true;
  } catch (error) {
    starting = undefined;
    throw error;
  }
}

/** Compares; pictures and options are as picture.js and options.js make them. */
export function run(before, after, options) {
  if (!ready) throw new Error("call `await init()` before diff()");
  if (Math.max(before.bytes.length, after.bytes.length) > LARGEST_PIECE) throw failure(glue.out_of_memory());
  try {
    const outcome = glue.diff(before.bytes, before.size, after.bytes, after.size, options.text, options.draw);
    const result = { ...JSON.parse(outcome.report()), highlight: outcome.highlight() ?? null };
    outcome.free();
    // With an engine that runs, this hands it out.
    if (glue.initSync().memory.buffer.byteLength > KEEP_BYTES) glue.__wbg_reset_state();
    return result;
  } catch (error) {
    if (typeof error === "string") throw failure(error);
    // An exception that cut through the engine leaves it in pieces.
    glue.__wbg_reset_state();
    throw error.message.startsWith("{") ? failure(error.message) : error;
  }
}

/** Puts a question of the workflow; it and the answer are JSON. */
export function ask(question) {
  if (!ready) throw new Error("call `await init()` before the workflow");
  try {
    return glue.workflow(question);
  } catch (error) {
    glue.__wbg_reset_state();
    throw error;
  }
}

function failure(text) {
  return new DiffError(JSON.parse(text));
}
