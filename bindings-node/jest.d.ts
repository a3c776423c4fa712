import type { BaselineMatcher } from './lib/baseline/types.js';

declare global {
  namespace jest {
    interface Matchers<R, T = {}> extends BaselineMatcher {}
  }
}

declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends BaselineMatcher {}
}

/** The matcher, for an `expect` of your own. */
export declare const toMatchBaseline: (this: any, received: Uint8Array, ...given: unknown[]) => Promise<{ pass: boolean; message: () => string }>;
