'use strict';
// `toMatchBaseline` of Vitest and of Jest, which have the same matchers and the same snapshot state.

const { check } = require('./check.js');
const { message } = require('./message.js');
const { files, unnamed } = require('./names.js');

/** What their snapshot state calls it. */
const UPDATE = { none: 'none', new: 'missing', all: 'changed' };
const COUNTED = { written: 'added', updated: 'updated' };

/**
 * @param {(state: object) => object} attempt what is one object for each time that a test runs
 */
function matcher(attempt) {
  return async function toMatchBaseline(received, ...given) {
    const { testPath, currentTestName, snapshotState, isNot } = this;
    const [name, options] = nameAndOptions(given);
    if (isNot) throw new Error('.not.toMatchBaseline() says nothing: compare two pictures with diff()');
    if (!testPath || !snapshotState) throw new Error('toMatchBaseline() must be called in a test');
    // Before anything is waited for, so that numbers follow the order of calls.
    const where = files(testPath, name ?? unnamed(attempt(this), currentTestName));
    const outcome = await check(received, where, UPDATE[snapshotState._updateSnapshot] ?? 'none', options);
    if (outcome.what in COUNTED) count(snapshotState, COUNTED[outcome.what], this.task?.id);
    const pass = !['different', 'missing'].includes(outcome.what);
    return { pass, message: () => message(outcome, where, '-u') };
  };
}

/** The name may be left out. */
function nameAndOptions([first, second]) {
  const [name, options] = typeof first === 'object' && first !== null ? [undefined, first] : [first, second];
  if (name !== undefined && typeof name !== 'string') throw new TypeError(`the name of a baseline is a string, not ${typeof name}`);
  return [name, options ?? {}];
}

/** For the runner's own summary: a number in Jest, a number for each test in Vitest. */
function count(state, field, testId) {
  if (typeof state[field] === 'number') state[field] += 1;
  else if (testId !== undefined) state[field]?.increment?.(testId);
}

module.exports = { matcher, nameAndOptions };
