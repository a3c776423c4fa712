// node run-workflow.js FILE.wasm: all cases of the workflow through one build, as JSON. A program has one engine.
import { readFile } from "node:fs/promises";
import { init } from "../../dist/index.js";
import * as workflow from "../../dist/workflow.js";
import { runCases } from "../../../bindings-node/test/support/workflow.mjs";
import { DIST, VECTORS } from "./places.js";
import { workflowFiles } from "./case-ids.js";

await init(await readFile(`${DIST}${process.argv[2]}`));
const files = await Promise.all(workflowFiles().map(async (name) => JSON.parse(await readFile(`${VECTORS}workflow/${name}`, "utf8"))));
console.log(JSON.stringify(files.map((file) => runCases(file, workflow))));
