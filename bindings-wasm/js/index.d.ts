/** What counts as a difference. */
export type Metric = "perceptual" | "exact" | "rmse" | "pixelmatch";

/** `#rrggbb`, `#rgb` or a CSS name. */
export type Color = string;

/** A rectangle of the compared canvas, in pixels. */
export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The look of the highlighted picture. */
export interface HighlightOptions {
  /** What the picture shows. Default: `overlay`. */
  mode?: "overlay" | "mask" | "side-by-side";
  /** Colour of changed pixels. Default: `#ff0000`. */
  color?: Color;
  /** Colour of changed pixels that became darker; only `pixelmatch`. Default: as `color`. */
  color_alt?: Color | null;
  /** Colour of pixels forgiven as anti-aliasing; only `pixelmatch`. Default: not shown. */
  antialiased_color?: Color | null;
  /** What the picture is written as. Default: `png`. */
  format?: "png" | "webp" | null;
  /** Opacity of the unchanged picture, 0 (white) to 1 (its own grey). Default: 0.1. */
  fade?: number;
  /** Draws the picture even when nothing differs. Default: false. */
  always?: boolean;
}

/** A difference within these limits still counts as the same. */
export interface ToleranceOptions {
  /** Up to so many different pixels. Default: none. */
  max_different_pixels?: number | null;
  /** Up to this distortion, 0 to 1. Default: none. */
  max_distortion?: number | null;
  /** An element may have moved so far, in pixels; only `perceptual`. Default: 0. */
  max_shift_px?: number;
}

/** What a picture may cost; checked before memory is taken. */
export interface LimitOptions {
  /** Width times height of one picture. Default: 1 000 000 000. */
  max_pixels?: number;
  /** Encoded bytes of one picture. Default: 1 073 741 824. */
  max_bytes?: number;
  /** Decoded bytes of one picture that can't be read row by row. Default: 1 073 741 824. */
  max_decoded_bytes?: number;
}

/** How two pictures are compared. Names and defaults are the same in every language; unknown names are `bad_option`. */
export interface DiffOptions {
  /** What counts as a difference. Default: `perceptual`. */
  metric?: Metric;
  /** How much may differ, in the unit of the metric. Default: the metric's own. */
  threshold?: number | "strict" | "normal" | "relaxed" | null;
  /** Whether pixels that look like anti-aliasing count; only `pixelmatch`. Default: `ignore`. */
  antialiasing?: "ignore" | "count" | null;
  /** Blend transparent pixels with a checkerboard, else with white; only `pixelmatch`. Default: true. */
  checkerboard?: boolean | null;
  /** `reference`: a picture before of another size is scaled first. Default: `none`. */
  resize?: "none" | "reference";
  /** How it is scaled. Default: `lanczos3`. */
  resize_filter?: "lanczos3" | "catmull-rom" | "bilinear" | "box" | "nearest" | null;
  /** Rectangles to leave out. Default: none. */
  ignore?: Rect[];
  /** What the highlighted picture shows. */
  highlight?: HighlightOptions;
  /** What still counts as the same. */
  tolerance?: ToleranceOptions;
  /** The most regions that a report lists. Default: 1000. */
  max_regions?: number;
  /** What a picture may cost. */
  limits?: LimitOptions;
  /** No use here, where there is one thread; the result is the same with any number. Default: 0. */
  threads?: number;
  /** Whether the highlighted picture is drawn when the verdict is different. Default: true. */
  draw?: boolean;
}

export interface Size {
  width: number;
  height: number;
}

/** A connected change. */
export interface Region extends Rect {
  /** Pixels in it that differ. */
  pixels: number;
  /** `perceptual`: the highest significance in it; else null. */
  score: number | null;
  /** Error of its worst pixel, 0 to 1. */
  max_error: number;
  /** Mean error of its different pixels, 0 to 1. */
  mean_error: number;
  /** How far it moved, when that is all that happened; else null. */
  moved: { dx: number; dy: number } | null;
}

/** The report of schema 1. */
export interface Report {
  schema: number;
  verdict: "same" | "different";
  reason: "pixels" | "size" | "moved" | null;
  within_tolerance: boolean;
  metric: Metric;
  metric_version: number;
  threshold: number | null;
  score: number | null;
  census: number | null;
  distortion: number;
  before: Size;
  after: Size;
  resized: { from: Size; to: Size; filter: string } | null;
  /** The pictures with more than one frame, of which the first was compared. */
  animated: ("before" | "after")[];
  width: number;
  height: number;
  pixels: { total: number; different: number; antialiased: number; ignored: number };
  regions: Region[];
  regions_total: number;
  bounds: Rect | null;
  highlight_written: boolean;
  elapsed_ms: { decode: number; compare: number; highlight: number; total: number } | null;
}

/** The report and the picture. */
export interface DiffResult extends Report {
  /** The highlighted picture, encoded; null when none was drawn. */
  highlight: Uint8Array<ArrayBuffer> | null;
}

/** RGBA8 pixels: sRGB, straight alpha, rows top to bottom. `ImageData` is one. */
export interface Pixels {
  data: Uint8ClampedArray | Uint8Array | ArrayBuffer;
  width: number;
  height: number;
}

/** An encoded picture (PNG, JPEG, WebP, GIF, BMP, TIFF, QOI) or raw pixels. */
export type Picture = Uint8Array | Uint8ClampedArray | ArrayBuffer | SharedArrayBuffer | Pixels;

/** A picture that may have to be read first. */
export type PictureSource = Picture | Blob | Response;

export type ErrorCode = "unsupported_format" | "corrupt_image" | "too_large" | "bad_option" | "io";

/** A comparison that could not be made. */
export class DiffError extends Error {
  readonly name: "DiffError";
  /** The stable code. */
  readonly code: ErrorCode;
  /** The picture that is at fault, if it is one of the two. */
  readonly side: "before" | "after" | null;
  toJSON(): { code: ErrorCode; message: string; side: "before" | "after" | null };
}

/** Where the engine comes from. */
export type EngineSource = string | URL | Response | ArrayBuffer | ArrayBufferView | WebAssembly.Module;

/**
 * Loads the engine; several calls load it once, and the first source stays. Without a source it loads the package's own
 * file: with SIMD where the host has it, else the plain build.
 */
export function init(source?: EngineSource | Promise<EngineSource>): Promise<void>;

/**
 * Compares two pictures on this thread. Needs `await init()` first.
 * @throws {DiffError} when there is no result; TypeError for arguments of a wrong type
 */
export function diff(before: Picture, after: Picture, options?: DiffOptions): DiffResult;

/** The same in a worker, which loads the engine by itself. One comparison runs at a time. */
export function diffInWorker(
  before: PictureSource | Promise<PictureSource>,
  after: PictureSource | Promise<PictureSource>,
  options?: DiffOptions,
): Promise<DiffResult>;
