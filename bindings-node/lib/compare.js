'use strict';
// The two calls of the engine. Each gives `{ result, line }`: the report, and its verdict in the engine's words.

const native = require('./native.js');
const { onAbort } = require('./abort.js');
const given = require('./arguments.js');
const { DiffError } = require('./error.js');

/** On this thread. */
function compareSync(before, after, options) {
  return opened(native.diffSync(...request(before, after, options)));
}

/** On a thread of Node's pool. */
async function compare(before, after, options) {
  const [signal, rest] = given.signal(options);
  if (signal?.aborted) throw signal.reason;
  const asked = request(before, after, rest);
  if (!signal) return opened(await native.diff(...asked, native.cancellation()));

  const cancellation = native.cancellation();
  let forget;
  const aborted = new Promise((_, reject) => {
    forget = onAbort(signal, () => {
      native.cancel(cancellation);
      reject(signal.reason);
    });
  });
  try {
    return opened(await Promise.race([aborted, native.diff(...asked, cancellation)]));
  } finally {
    forget();
  }
}

function request(before, after, options) {
  const { json, draw, output } = given.options(options);
  return [given.picture(before, 'before'), given.picture(after, 'after'), json, draw, output];
}

function opened(outcome) {
  if (outcome.code !== undefined) throw new DiffError(outcome);
  return outcome;
}

module.exports = { compare, compareSync };
