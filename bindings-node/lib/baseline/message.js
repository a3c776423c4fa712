'use strict';
// What a person reads when a picture does not match.

/**
 * @param {string} flag how the runner is told to write baselines
 */
function message({ what, result, line }, files, flag) {
  switch (what) {
    case 'missing':
      return [
        `there is no baseline ${files.baseline}`,
        `and this run writes none: run with ${flag} where it may be written, look at it, and commit it`,
      ].join('\n');
    case 'different':
      return [
        line,
        ...largest(result),
        `baseline: ${files.baseline}`,
        `actual:   ${files.actual}`,
        `diff:     ${files.diff}`,
        `run with ${flag} to make it the baseline`,
      ].join('\n');
    case 'written':
      return `there was no baseline ${files.baseline}: it was written now, look at it and commit it`;
    default:
      return `${files.baseline}: ${what}`;
  }
}

function largest({ regions }) {
  if (regions.length === 0) return [];
  const { x, y, width, height, pixels } = regions.reduce((most, region) => (region.pixels > most.pixels ? region : most));
  return [`largest region: ${pixels} pixels, ${width}x${height} at ${x},${y}`];
}

module.exports = { message };
