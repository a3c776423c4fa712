import 'vitest';
import type { BaselineMatcher } from './lib/baseline/types.js';

declare module 'vitest' {
  interface Matchers<T = any> extends BaselineMatcher {}
}

/** The matcher, for an `expect` of your own. */
export declare const toMatchBaseline: (this: any, received: Uint8Array, ...given: unknown[]) => Promise<{ pass: boolean; message: () => string }>;
