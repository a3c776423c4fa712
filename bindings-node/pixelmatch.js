'use strict';
// What `require('depicted/pixelmatch')` gives: the function, which is also its own default.

const { pixelmatch } = require('./lib/pixelmatch.js');

module.exports = pixelmatch;
module.exports.default = pixelmatch;
