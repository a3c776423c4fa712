import type { DiffOptions } from '../../index.js';

/** The options of the engine; where the picture of the differences goes is settled. */
export type BaselineOptions = Omit<DiffOptions, 'draw' | 'output'>;

/** The matcher of Vitest and Jest. */
export interface BaselineMatcher {
  /**
   * Compares the bytes of a PNG with `__screenshots__/<test file>/<name>.png`.
   *
   * A baseline that is missing is written, unless the run is one of CI; `-u` replaces those that differ.
   *
   * @param name of the baseline; without one it is the name of the test and a number
   */
  toMatchBaseline(name?: string, options?: BaselineOptions): Promise<void>;
  toMatchBaseline(options: BaselineOptions): Promise<void>;
}
