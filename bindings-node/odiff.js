'use strict';
// What `require('depicted/odiff')` gives.

const { compare, ODiffServer } = require('./lib/odiff.js');

exports.compare = compare;
exports.ODiffServer = ODiffServer;
