'use strict';
// What `setupFilesAfterEnv: ['depicted/jest']` runs: adds `toMatchBaseline` to Jest's expect.

const { matcher } = require('./lib/baseline/matcher.js');

// Jest begins a new list of them with each attempt of a test.
const toMatchBaseline = matcher((state) => state.suppressedErrors);
const expect = globalThis.expect ?? require('@jest/globals').expect;
expect.extend({ toMatchBaseline });

exports.toMatchBaseline = toMatchBaseline;
