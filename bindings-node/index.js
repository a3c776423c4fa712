'use strict';
// What `require('depicted')` gives.

const { compare, compareSync } = require('./lib/compare.js');
const { DiffError } = require('./lib/error.js');

async function diff(before, after, options) {
  return (await compare(before, after, options)).result;
}

function diffSync(before, after, options) {
  return compareSync(before, after, options).result;
}

exports.diff = diff;
exports.diffSync = diffSync;
exports.DiffError = DiffError;
