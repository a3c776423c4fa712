'use strict';
// npm pixelmatch 7.2.0 in the words of the engine.

const native = require('./native.js');
const { compareSync } = require('./compare.js');

/** As pixelmatch: counts the pixels that differ, and draws them into `output`. */
function pixelmatch(img1, img2, output, width, height, options = {}) {
  const {
    threshold, alpha, aaColor = [255, 255, 0], diffColor, checkerboard, includeAA, diffColorAlt, diffMask,
  } = options;
  check(img1, img2, output, width, height);
  if (img1.length === 0) return 0;

  const { result } = compareSync({ data: img1, width, height }, { data: img2, width, height }, {
    metric: 'pixelmatch',
    threshold: number(threshold),
    antialiasing: includeAA ? 'count' : 'ignore',
    checkerboard: checkerboard === undefined ? undefined : Boolean(checkerboard),
    draw: Boolean(output),
    highlight: output ? {
      mode: diffMask ? 'mask' : 'overlay',
      fade: number(alpha),
      color: color(diffColor, output),
      color_alt: color(diffColorAlt || undefined, output),
      antialiased_color: color(aaColor, output),
      always: true,
    } : undefined,
    max_regions: 0,
  });
  if (output) native.paint(result.highlight, Buffer.from(output.buffer, output.byteOffset, output.byteLength));
  return result.pixels.different;
}

/** The checks of pixelmatch, in its order and words. */
function check(img1, img2, output, width, height) {
  if (!isPixelData(img1) || !isPixelData(img2) || (output && !isPixelData(output))) {
    throw new Error('Image data: Uint8Array, Uint8ClampedArray or Buffer expected.');
  }
  if (img1.length !== img2.length || (output && output.length !== img1.length)) {
    throw new Error(`Image sizes do not match. Image 1 size: ${img1.length}, image 2 size: ${img2.length}`);
  }
  if (img1.length !== width * height * 4) {
    throw new Error(`Image data size does not match width/height. Expecting ${width * height * 4}. Got ${img1.length}`);
  }
}

function isPixelData(given) {
  return ArrayBuffer.isView(given) && given.BYTES_PER_ELEMENT === 1;
}

function number(given) {
  return given === undefined ? undefined : Number(given);
}

/** Three channels as they would be stored in `output`. */
function color(given, output) {
  if (given === undefined) return undefined;
  const [r, g, b] = given;
  const clamped = output[Symbol.toStringTag] === 'Uint8ClampedArray';
  const stored = (clamped ? Uint8ClampedArray : Uint8Array).of(r, g, b);
  return `#${Buffer.from(stored).toString('hex')}`;
}

module.exports = { pixelmatch };
