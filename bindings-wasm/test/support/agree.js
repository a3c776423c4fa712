// Whether a report says what a case expects; the rules are those of tests/vectors/README.md.
const REAL = new Set(["distortion", "score", "census", "max_error", "mean_error"]);
const RELATIVE = 1e-12;

/** Everything in which they differ, as `regions[1].x: 5, expected 4`. */
export function differences(expected, actual) {
  const { highlight: _ours, ...wanted } = expected;
  const { highlight: _bytes, elapsed_ms: _time, ...report } = actual;
  const found = [];
  compare("", "", wanted, report, found);
  return found;
}

function compare(path, field, expected, actual, found) {
  if (Array.isArray(expected) && Array.isArray(actual) && expected.length === actual.length) {
    expected.forEach((item, at) => compare(`${path}[${at}]`, field, item, actual[at], found));
  } else if (isObject(expected) && isObject(actual)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      const inner = path ? `${path}.${key}` : key;
      compare(inner, key, key in expected ? expected[key] : "no such field", key in actual ? actual[key] : "no such field", found);
    }
  } else if (!equal(field, expected, actual)) {
    found.push(`${path}: ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}`);
  }
}

function equal(field, a, b) {
  if (a === b) return true;
  if (typeof a !== "number" || typeof b !== "number" || !REAL.has(field)) return false;
  return Math.abs(a - b) <= RELATIVE * Math.max(Math.abs(a), Math.abs(b));
}

function isObject(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
