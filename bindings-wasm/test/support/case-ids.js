// The names of all cases: GROUP/NAME.json.
import { readdirSync } from "node:fs";
import { VECTORS } from "./places.js";

export function caseIds() {
  return readdirSync(`${VECTORS}cases`).flatMap((group) => readdirSync(`${VECTORS}cases/${group}`).map((name) => `${group}/${name}`));
}
