#!/usr/bin/env node
// What the binding costs beside the engine: the same comparison called from Rust and from Node, in turns.
//
//   npm run build && node bench/overhead.mjs [--runs N] [--corpus FOLDER]
//
// Rust is examples/overhead.rs, one process that is told when its turn is. A time is that of one call in a warm process:
// paths in, report out, no picture. A row is the median of each, and what Node adds to Rust.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { diff, diffSync } from 'depicted';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '15' },
    corpus: { type: 'string', default: process.env.DEPICTED_CORPUS ?? path.join(repository, '../shared/corpus') },
  },
});
const PAIRS = ['phone', 'cypress'];
const METRICS = ['perceptual', 'exact'];

/** The Rust side, built like the binding. */
function rust() {
  const build = ['build', '--release', '--package', 'depicted-node', '--example', 'overhead'];
  execFileSync('cargo', build, { cwd: repository, stdio: 'inherit' });
  const target = path.resolve(repository, process.env.CARGO_TARGET_DIR ?? 'target');
  const child = spawn(path.join(target, 'release/examples/overhead'), { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const call = async (before, after, options) => {
    child.stdin.write(`${[before, after, JSON.stringify(options)].join('\t')}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error('the Rust side ended');
    return Number(value);
  };
  return { call, end: () => child.stdin.end() };
}

async function timed(call) {
  const start = process.hrtime.bigint();
  await call();
  return Number(process.hrtime.bigint() - start);
}

function median(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.trunc(sorted.length / 2)];
}

const engine = rust();
console.log('| pair | metric | Rust | diffSync | diff |\n| --- | --- | ---: | ---: | ---: |');
for (const pair of PAIRS) {
  const files = ['a', 'b'].map((side) => path.join(values.corpus, `screenshots/${pair}-${side}.png`));
  for (const file of files) fs.accessSync(file);
  for (const metric of METRICS) {
    const options = { metric };
    const times = { rust: [], sync: [], async: [] };
    // The first turn warms the caches of files and is not counted.
    for (let turn = 0; turn <= Number(values.runs); turn += 1) {
      const taken = {
        rust: await engine.call(...files, options),
        sync: await timed(() => diffSync(...files, { ...options, draw: false })),
        async: await timed(() => diff(...files, { ...options, draw: false })),
      };
      if (turn > 0) for (const which of Object.keys(times)) times[which].push(taken[which]);
    }
    const [base, ...calls] = ['rust', 'sync', 'async'].map((which) => median(times[which]));
    const shown = calls.map((time) => `${(time / 1e6).toFixed(1)} ms, ${(100 * (time / base - 1)).toFixed(1)} %`);
    console.log(`| \`${pair}\` | \`${metric}\` | ${(base / 1e6).toFixed(1)} ms | ${shown.join(' | ')} |`);
  }
}
engine.end();
