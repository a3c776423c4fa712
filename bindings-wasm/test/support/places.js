// Where things are.
import { fileURLToPath } from "node:url";

export const PACKAGE = fileURLToPath(new URL("../../", import.meta.url));
export const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
export const DIST = `${PACKAGE}dist/`;
export const VECTORS = `${ROOT}tests/vectors/`;
export const EXAMPLE = `${ROOT}core/examples/pictures/`;
