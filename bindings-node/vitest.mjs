// What `setupFiles: ['depicted/vitest']` runs: adds `toMatchBaseline` to Vitest's expect.
import { expect } from 'vitest';
import { matcher } from './lib/baseline/matcher.js';

/** The attempt that each test is in. */
const attempts = new Map();

/** Vitest counts assertions as they are called, and from 0 again when it runs a test again. */
function attempt({ testPath, currentTestName, assertionCalls }) {
  const key = `${testPath} ${currentTestName}`;
  const last = attempts.get(key);
  const current = last && last.calls < assertionCalls ? last : {};
  current.calls = assertionCalls;
  attempts.set(key, current);
  return current;
}

export const toMatchBaseline = matcher(attempt);
expect.extend({ toMatchBaseline });
