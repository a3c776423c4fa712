// The names of all cases: GROUP/NAME.json; and of the files of those of the workflow.
import { readdirSync } from "node:fs";
import { VECTORS } from "./places.js";

export function caseIds() {
  return readdirSync(`${VECTORS}cases`).flatMap((group) => readdirSync(`${VECTORS}cases/${group}`).map((name) => `${group}/${name}`));
}

/** The files of the workflow's cases. */
export function workflowFiles() {
  return readdirSync(`${VECTORS}workflow`).filter((name) => name !== "words.json");
}
