'use strict';
// npm odiff-bin 4.5.0 in the words of the engine.

const fs = require('node:fs/promises');
const native = require('./native.js');
const engine = require('./compare.js');

/** As `compare` of odiff-bin: two files, and a third one for the picture of their differences. */
function compare(basePath, comparePath, diffPath, options) {
  return run(basePath, comparePath, diffPath, options ?? {});
}

/** As the class of odiff-bin, without a process: comparisons run on threads of this one. */
class ODiffServer {
  #running = new AbortController();

  compare(basePath, comparePath, diffOutput, options) {
    return this.#within(options, (signal) => run(basePath, comparePath, diffOutput, options ?? {}, signal));
  }

  async compareBuffers(baseBuffer, baseFormat, compareBuffer, compareFormat, diffOutput, options) {
    if (!Buffer.isBuffer(baseBuffer) || !Buffer.isBuffer(compareBuffer)) {
      throw new Error('Both baseBuffer and compareBuffer must be Buffer instances');
    }
    return this.#within(options, (signal) => run(baseBuffer, compareBuffer, diffOutput, options ?? {}, signal));
  }

  stop() {
    this.#running.abort(new Error('odiff: Server process terminated'));
    this.#running = new AbortController();
  }

  async #within(options, run) {
    const timeout = options?.timeout;
    if (timeout === undefined) return run(this.#running.signal);
    const late = new AbortController();
    const why = new Error(`odiff: Request timed out after ${timeout}ms`);
    const timer = setTimeout(() => late.abort(why), timeout);
    try {
      return await run(AbortSignal.any([this.#running.signal, late.signal]));
    } finally {
      clearTimeout(timer);
    }
  }
}

async function run(base, compared, diffPath, options, signal) {
  const asked = { ...engineOptions(options), draw: Boolean(diffPath), signal };
  let result;
  try {
    ({ result } = await engine.compare(base, compared, asked));
  } catch (error) {
    const file = { before: base, after: compared }[error.side];
    if (options.noFailOnFsErrors && error.code === 'io' && file !== undefined) {
      return { match: false, reason: 'file-not-exists', file };
    }
    throw error;
  }
  const { before, after, width, height, pixels, highlight } = result;
  const layout = before.width !== after.width || before.height !== after.height;
  if (options.failOnLayoutDiff && layout) return { match: false, reason: 'layout-diff' };
  if (pixels.different === 0) return { match: true };
  if (highlight) await fs.writeFile(diffPath, highlight);
  return {
    match: false,
    reason: 'pixel-diff',
    diffCount: pixels.different,
    diffPercentage: Number(((100 * pixels.different) / (width * height)).toFixed(2)),
    ...(await captured(base, compared, options, asked, highlight)),
  };
}

function engineOptions({ threshold, antialiasing, diffColor, outputDiffMask, diffOverlay, ignoreRegions }) {
  const mask = outputDiffMask && !diffOverlay && diffOverlay !== 0;
  const white = diffOverlay === true ? 0.5 : diffOverlay || 0;
  return {
    metric: 'odiff',
    threshold,
    antialiasing: antialiasing ? 'ignore' : 'count',
    ignore: ignoreRegions?.map(({ x1, y1, x2, y2 }) => ({ x: x1, y: y1, width: x2 - x1 + 1, height: y2 - y1 + 1 })),
    highlight: {
      mode: mask ? 'mask' : 'overlay',
      fade: mask ? undefined : 1 - white,
      color: diffColor || undefined,
      format: 'png',
    },
    max_regions: 0,
  };
}

/** The rows and columns that differ, where they are asked for: those of a mask. */
async function captured(base, compared, { captureDiffLines, captureDiffCols }, asked, highlight) {
  if (!captureDiffLines && !captureDiffCols) return {};
  const highlighting = { ...asked.highlight, mode: 'mask', fade: undefined };
  const drawn = highlight && asked.highlight.mode === 'mask';
  const mask = drawn ? highlight : (await engine.compare(base, compared, { ...asked, draw: true, highlight: highlighting })).result.highlight;
  const [diffLines, diffCols] = native.marked(mask);
  return { ...(captureDiffLines && { diffLines }), ...(captureDiffCols && { diffCols }) };
}

module.exports = { compare, ODiffServer };
