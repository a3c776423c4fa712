// Runs cases of tests/vectors/workflow; in Node and in a browser alike, so it has no way of its own to files.

/** Makes a value instead of being asked of one. */
const MAKERS = new Set(['new', 'of', 'parse']);

/** Runs the cases of a file through the functions of `workflow`. Gives how many steps ran, and what is wrong. */
export function runCases({ about, cases }, workflow) {
  const result = { ran: 0, wrong: [] };
  for (const { name, begin, steps } of cases) {
    let state = begin;
    for (const [number, { do: word, with: given = [], ...expected }] of steps.entries()) {
      const kind = 'then' in expected ? 'then' : 'gives';
      const called = call(kind, workflow[about][camel(word)], MAKERS.has(word) ? given : [state, ...given]);
      if (canonical(called) !== canonical(expected)) {
        result.wrong.push(`${about}, ${name}, step ${number}: ${canonical(called)}, expected ${canonical(expected)}`);
      }
      state = called.then ?? state;
      result.ran += 1;
    }
  }
  return result;
}

function call(kind, run, given) {
  const before = canonical(given);
  try {
    return { [kind]: run(...given) ?? null };
  } catch (error) {
    if (error.name === 'InvalidTransition') {
      const { machine, from, event, code, message } = error;
      return { refused: { machine, from, event, code, message } };
    }
    return error instanceof TypeError ? { invalid: true } : { threw: String(error) };
  } finally {
    if (canonical(given) !== before) throw new Error('an argument was changed');
  }
}

function camel(word) {
  return word.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
}

/** JSON with the fields of objects in order. */
function canonical(value) {
  const ordered = (_, part) =>
    part && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort()) : part;
  return JSON.stringify(value, ordered) ?? 'undefined';
}
