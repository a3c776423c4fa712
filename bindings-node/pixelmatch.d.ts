declare function pixelmatch(
  img1: pixelmatch.PixelData,
  img2: pixelmatch.PixelData,
  output: pixelmatch.PixelData | null | undefined | void,
  width: number,
  height: number,
  options?: pixelmatch.PixelmatchOptions,
): number;

declare namespace pixelmatch {
  export type PixelData = import('./pixelmatch.mjs').PixelData;
  export type PixelmatchOptions = import('./pixelmatch.mjs').PixelmatchOptions;
  export { pixelmatch as default };
}

export = pixelmatch;
