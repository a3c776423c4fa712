// The options as text for the engine, which knows their names, values and defaults. `draw` is the one word of ours.
export function readOptions(options = {}) {
  if (options === null || typeof options !== "object" || Array.isArray(options)) {
    throw new TypeError(`options must be an object, not ${options === null ? "null" : kind(options)}`);
  }
  const { draw = true, ...rest } = options;
  if (typeof draw !== "boolean") throw new TypeError(`draw must be true or false, not ${kind(draw)}`);
  return { text: JSON.stringify(rest, keepNumbers), draw };
}

// JSON has no NaN and no infinity and would write null, which means "the default".
export function keepNumbers(_name, value) {
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

function kind(value) {
  return Array.isArray(value) ? "an array" : `a ${typeof value}`;
}
