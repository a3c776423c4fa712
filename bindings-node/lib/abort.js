'use strict';
// Who waits for a signal. One signal may serve any number of comparisons, so it gets one listener and not one for each.

const waiting = new WeakMap();

/**
 * Calls back when the signal is aborted.
 *
 * @param {AbortSignal} signal
 * @param {() => void} call
 * @returns {() => void} what ends the waiting
 */
function onAbort(signal, call) {
  let calls = waiting.get(signal);
  if (!calls) {
    calls = new Set();
    waiting.set(signal, calls);
    signal.addEventListener('abort', () => calls.forEach((each) => each()), { once: true });
  }
  calls.add(call);
  return () => calls.delete(call);
}

module.exports = { onAbort };
