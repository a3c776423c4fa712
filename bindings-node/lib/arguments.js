'use strict';
// What a caller gives, checked for its type and brought into the shapes that the engine's binding takes.

const { fileURLToPath } = require('node:url');

/**
 * A path, bytes or pixels.
 *
 * @param {unknown} given
 * @param {'before' | 'after'} side for the message
 */
function picture(given, side) {
  if (typeof given === 'string') return given;
  if (given instanceof URL) return fileURLToPath(given);
  if (isBytes(given)) return bytes(given);
  if (given !== null && typeof given === 'object' && isBytes(given.data)) {
    return { data: bytes(given.data), width: length(given, 'width', side), height: length(given, 'height', side) };
  }
  const forms = 'a path, a file: URL, a Buffer or Uint8Array, or { data, width, height }';
  throw new TypeError(`${side} is ${named(given)}: give ${forms}`);
}

/** Takes the words of the binding out of the options; the others go to the engine as JSON. */
function options(given) {
  const { draw, output, ...engine } = object(given);
  if (draw !== undefined && typeof draw !== 'boolean') throw new TypeError(`draw is ${named(draw)}: give true or false`);
  if (output !== undefined && output !== null && typeof output !== 'string') {
    throw new TypeError(`output is ${named(output)}: give the path of a file`);
  }
  return { json: JSON.stringify(engine, expressible), draw: draw ?? true, output: output ?? undefined };
}

/** Takes `signal` out of the options. */
function signal(given) {
  const { signal, ...rest } = object(given);
  const fits = typeof signal?.aborted === 'boolean' && typeof signal.addEventListener === 'function';
  if (signal !== undefined && signal !== null && !fits) {
    throw new TypeError(`signal is ${named(signal)}: give an AbortSignal`);
  }
  return [signal, rest];
}

function object(options) {
  const fits = typeof (options ?? {}) === 'object' && !Array.isArray(options);
  if (!fits) throw new TypeError(`options is ${named(options)}: give an object`);
  return options ?? {};
}

/** Bytes, whatever realm they come from: a test runner may have its own. */
function isBytes(given) {
  return ArrayBuffer.isView(given) && /^Uint8(Clamped)?Array$/.test(given[Symbol.toStringTag]);
}

/** The same bytes as a Uint8Array. Shared memory is copied: another thread might write to it. */
function bytes(given) {
  const { buffer, byteOffset, byteLength } = given;
  const view = new Uint8Array(buffer, byteOffset, byteLength);
  return Object.prototype.toString.call(buffer) === '[object SharedArrayBuffer]' ? view.slice() : view;
}

function length(pixels, name, side) {
  const value = pixels[name];
  if (Number.isInteger(value) && value >= 0 && value < 2 ** 32) return value;
  throw new TypeError(`${name} of ${side} is ${named(value)}: give a number of pixels`);
}

/** What JSON would drop or turn into null keeps its name, so that the engine refuses it by that. */
function expressible(_, value) {
  const lost = (typeof value === 'number' && !Number.isFinite(value)) || ['function', 'symbol', 'bigint'].includes(typeof value);
  return lost ? String(value) : value;
}

function named(value) {
  if (value === null) return 'null';
  if (typeof value === 'object') return value.constructor?.name === 'Object' ? 'an object' : `of the class ${value.constructor?.name}`;
  return ['string', 'number', 'bigint', 'boolean'].includes(typeof value) ? `the ${typeof value} ${value}` : typeof value;
}

module.exports = { picture, options, signal, isBytes, expressible };
