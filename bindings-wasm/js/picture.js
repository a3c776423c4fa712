// A picture as users have it, to what crosses into the engine: bytes, and a size where the bytes are pixels.
const LARGEST_SIDE = 0xffffffff;

/** A picture that is at hand: encoded bytes, ImageData, or { data, width, height }. */
export function fromArgument(picture, side) {
  if (isBytes(picture)) return { bytes: bytesOf(picture), size: [] };
  if (typeof Blob === "function" && picture instanceof Blob) {
    throw new TypeError(`${side}: a Blob can't be read at once; use diffInWorker, or give await blob.arrayBuffer()`);
  }
  if (picture !== null && typeof picture === "object" && "data" in picture) return fromPixels(picture, side);
  throw new TypeError(
    `${side} must be encoded bytes (Uint8Array, ArrayBuffer), ImageData or { data, width, height } of RGBA8 pixels`,
  );
}

/** The same, or something that is read first: a Blob, a File, a Response. */
export async function fromSource(source, side) {
  const picture = await source;
  if (typeof picture?.arrayBuffer === "function") return fromArgument(await picture.arrayBuffer(), side);
  return fromArgument(picture, side);
}

function fromPixels({ data, width, height }, side) {
  if (!isBytes(data)) throw new TypeError(`${side}.data must be bytes: Uint8ClampedArray, Uint8Array or ArrayBuffer`);
  for (const [name, value] of Object.entries({ width, height })) {
    if (!Number.isInteger(value) || value < 0 || value > LARGEST_SIDE) {
      throw new TypeError(`${side}.${name} must be a whole number of pixels, not ${value}`);
    }
  }
  return { bytes: bytesOf(data), size: [width, height] };
}

function isBytes(value) {
  return (
    value instanceof Uint8Array ||
    value instanceof Uint8ClampedArray ||
    value instanceof ArrayBuffer ||
    (typeof SharedArrayBuffer === "function" && value instanceof SharedArrayBuffer)
  );
}

function bytesOf(value) {
  return ArrayBuffer.isView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : new Uint8Array(value);
}
