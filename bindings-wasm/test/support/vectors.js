// Runs cases of tests/vectors; in Node and in a browser alike, so it has no way of its own to files.
import { differences } from "./agree.js";

/**
 * Runs the cases named `ids` through `diff`. `load(path)` gives the bytes of a file of tests/vectors.
 * Returns how many ran, how many were skipped for which reason, and what is wrong.
 */
export async function runCases(ids, load, diff) {
  const result = { ran: 0, skipped: {}, wrong: [] };
  for (const id of ids) {
    const found = await runCase(JSON.parse(new TextDecoder().decode(await load(`cases/${id}`))), load, diff);
    if (found.skipped) {
      result.skipped[found.skipped] = (result.skipped[found.skipped] ?? 0) + 1;
    } else {
      result.ran += 1;
      if (found.wrong.length) result.wrong.push(`${id}: ${found.wrong.join("; ")}`);
    }
  }
  return result;
}

async function runCase(given, load, diff) {
  if ([given.before, given.after].some((picture) => picture.path_missing !== undefined)) {
    return { skipped: "a picture is a path, and there are no paths here" };
  }
  const [before, after] = await Promise.all([picture(given.before, load), picture(given.after, load)]);
  const draw = given.expected !== undefined && "highlight" in given.expected;
  let report;
  try {
    report = await diff(before, after, { ...given.options, draw });
  } catch (error) {
    if (!given.error) return { wrong: [`${error.name} ${error.code}: ${error.message}`] };
    const { code, side } = given.error;
    return { wrong: error.code === code && error.side === side ? [] : [`${error.code} of ${error.side}, expected ${code} of ${side}`] };
  }
  if (given.error) return { wrong: [`no error, expected ${given.error.code}`] };
  const wrong = differences(given.expected, report);
  const file = given.expected.highlight;
  const same = file ? equalBytes(await load(file), report.highlight) : report.highlight === null;
  return { wrong: same ? wrong : [...wrong, "highlight: other bytes"] };
}

async function picture(given, load) {
  if (typeof given === "string") return load(given);
  if (given.base64 !== undefined) return decode(given.base64);
  return { data: decode(given.rgba), width: given.width, height: given.height };
}

function decode(base64) {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function equalBytes(a, b) {
  return b !== null && a.length === b.length && a.every((byte, at) => byte === b[at]);
}
