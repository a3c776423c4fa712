'use strict';
// The one error of a comparison.

class DiffError extends Error {
  constructor({ code, side, message }) {
    super(message);
    this.code = code;
    this.side = side;
  }
}
Object.defineProperty(DiffError.prototype, 'name', { value: 'DiffError', configurable: true, writable: true });

module.exports = { DiffError };
