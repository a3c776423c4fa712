// node run-vectors.js FILE.wasm: all cases through one build, as JSON. A program of its own, since a program has one engine.
import { readFile } from "node:fs/promises";
import { diff, init } from "../../dist/index.js";
import { caseIds } from "./case-ids.js";
import { DIST, VECTORS } from "./places.js";
import { runCases } from "./vectors.js";

await init(await readFile(`${DIST}${process.argv[2]}`));
const load = async (path) => new Uint8Array(await readFile(`${VECTORS}${path}`));
console.log(JSON.stringify(await runCases(caseIds(), load, diff)));
