/** Pixels, four bytes each: red, green, blue and alpha. */
export type PixelData = Uint8Array | Uint8ClampedArray;

/** The options of npm pixelmatch 7.2.0. */
export interface PixelmatchOptions {
  /** Matching threshold, 0 to 1; smaller is more sensitive. Default: 0.1. */
  threshold?: number | undefined;
  /** Counts pixels that look like anti-aliasing. Default: false. */
  includeAA?: boolean | undefined;
  /** Opacity of the first picture in the output, 0 to 1. Default: 0.1. */
  alpha?: number | undefined;
  /** Colour of anti-aliased pixels in the output. Default: [255, 255, 0]. */
  aaColor?: [number, number, number] | undefined;
  /** Colour of different pixels in the output. Default: [255, 0, 0]. */
  diffColor?: [number, number, number] | undefined;
  /** Colour of different pixels that became darker. Default: as `diffColor`. */
  diffColorAlt?: [number, number, number] | undefined;
  /** Draws over what `output` holds, and only what differs. Default: false. */
  diffMask?: boolean | undefined;
  /** Blends transparent pixels with a checkerboard, else with white. Default: true. */
  checkerboard?: boolean | undefined;
}

/**
 * Compares two pictures of one size, pixel by pixel, like npm pixelmatch 7.2.0.
 *
 * @param output pixels that the difference is drawn into, if any
 * @returns the number of different pixels
 * @throws Error in the words of pixelmatch, when sizes or types do not fit
 */
export default function pixelmatch(
  img1: PixelData,
  img2: PixelData,
  output: PixelData | null | undefined | void,
  width: number,
  height: number,
  options?: PixelmatchOptions,
): number;
