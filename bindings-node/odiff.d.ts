/// <reference types="node" />

/** The options of npm odiff-bin 4.5.0. */
export type ODiffOptions = Partial<{
  /** Colour of different pixels, in hex, e.g. #cd2cc9. Default: red. */
  diffColor: string;
  /** Draws the different pixels alone, on a transparent ground. */
  outputDiffMask: boolean;
  /** Draws a white veil over the picture, of opacity 0.5 or as given. */
  diffOverlay: boolean | number;
  /** Where sizes differ, the result is `layout-diff`, and no picture is written. */
  failOnLayoutDiff: boolean;
  /** Where a file cannot be read, the result is `file-not-exists`; else the promise rejects. */
  noFailOnFsErrors: boolean;
  /** Colour distance of one pixel, 0 to 1; smaller is more sensitive. Default: 0.1. */
  threshold: number;
  /** Forgives pixels that look like anti-aliasing. Default: false. */
  antialiasing: boolean;
  /** Adds `diffLines` to the result. */
  captureDiffLines: boolean;
  /** Adds `diffCols` to the result. */
  captureDiffCols: boolean;
  /** Has no effect: memory does not grow with the length of a PNG. */
  reduceRamUsage: boolean;
  /** Rectangles to leave out; both corners are inside. */
  ignoreRegions: Array<{ x1: number; y1: number; x2: number; y2: number }>;
}>;

/** The result of npm odiff-bin 4.5.0. */
export type ODiffResult =
  | { match: true }
  | { match: false; reason: 'layout-diff' }
  | {
      match: false;
      reason: 'pixel-diff';
      /** Different pixels. */
      diffCount: number;
      /** Their share of all pixels, in per cent, to two decimals. */
      diffPercentage: number;
      /** Rows with different pixels, ascending, from 0. */
      diffLines?: number[];
      /** Columns with different pixels, ascending, from 0. */
      diffCols?: number[];
    }
  | {
      match: false;
      reason: 'file-not-exists';
      /** The file, as it was given. */
      file: string;
    };

/**
 * Compares two files like `compare` of odiff-bin. Rejects with a `DiffError` where there is no result.
 *
 * @param diffPath where the picture of the differences goes, a PNG, when pixels differ
 */
export declare function compare(
  basePath: string,
  comparePath: string,
  diffPath: string,
  options?: ODiffOptions,
): Promise<ODiffResult>;

/** Compares like the server of odiff-bin, without a process of its own. */
export declare class ODiffServer {
  /** @param binaryPath accepted and not used: there is no binary */
  constructor(binaryPath?: string);

  /** Compares two files; rejects after `timeout` milliseconds, where that is given. */
  compare(
    basePath: string,
    comparePath: string,
    diffOutput: string,
    options?: ODiffOptions & { timeout?: number },
  ): Promise<ODiffResult>;

  /** Compares the bytes of two files; the formats are told by the bytes. */
  compareBuffers(
    baseBuffer: Buffer,
    baseFormat: string,
    compareBuffer: Buffer,
    compareFormat: string,
    diffOutput: string,
    options?: ODiffOptions & { timeout?: number },
  ): Promise<ODiffResult>;

  /** Rejects what is under way. The object may be used again. */
  stop(): void;
}
