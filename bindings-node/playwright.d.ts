/// <reference types="node" />
import type { Expect, ExpectMatcherState, Locator, MatcherReturnType, Page, PageScreenshotOptions } from '@playwright/test';
import type { BaselineOptions } from './lib/baseline/types.js';

/** The options of the engine, and those of the screenshot that is taken of a page or a locator. */
export type PlaywrightBaselineOptions = BaselineOptions & { screenshot?: PageScreenshotOptions };

/**
 * Compares the bytes of a PNG, or a screenshot of a page or a locator, with `__screenshots__/<test file>/<name>.png`.
 *
 * A baseline that is missing is written, and the test fails; `--update-snapshots` writes those that are missing or differ.
 */
export declare function toMatchBaseline(
  this: ExpectMatcherState,
  received: Buffer | Uint8Array | Page | Locator,
  name?: string | PlaywrightBaselineOptions,
  options?: PlaywrightBaselineOptions,
): Promise<MatcherReturnType>;

/** Playwright's `expect` with `toMatchBaseline`. */
export declare const expect: Expect<{ toMatchBaseline: typeof toMatchBaseline }>;
