// A release from created to good, with the engine and the state machines and nothing else: no server, no database.
//
//     node workflow.mjs FOLDER
//
// compares before.png and after.png of a folder. Whoever embeds the package keeps the states where they like: they are plain
// objects. Here they are variables, pictures are files, and the queue is a list.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { diffSync } from 'depicted';
import { ArtifactId, Counts, InvalidTransition, ReleaseStatus, Run, Task } from 'depicted/workflow';

const [folder] = process.argv.slice(2);
const now = 0;

/** Pictures by the SHA-1 of their bytes. */
const files = new Map();

function put(picture) {
  const id = ArtifactId.parse(createHash('sha1').update(picture).digest('hex'));
  files.set(id, picture);
  return id;
}

/** Compares the pictures of a run, as a worker does, and returns what it learned. */
function compare([before, after]) {
  const { verdict, distortion, highlight } = diffSync(files.get(before), files.get(after));
  console.log(`  worker: ${verdict}, distortion ${distortion.toFixed(4)}`);
  const diff = highlight ? { state: 'found', image: put(highlight), distortion } : { state: 'same', distortion };
  return { diff: { pair: [before, after], diff } };
}

// A client cuts a release and reports two runs. The baselines are pictures of the last good release.
let release = 'receiving';
const baseline = put(readFileSync(path.join(folder, 'before.png')));
const runs = new Map();
for (const [name, file] of [['home', 'before.png'], ['cart', 'after.png']]) {
  const image = put(readFileSync(path.join(folder, file)));
  const run = Run.learn(Run.new(), { capture: { of: 'after', capture: { state: 'captured', image } } });
  runs.set(name, Run.inherit(run, baseline));
}

// It says that this was all. Every run that needs a comparison becomes a task.
release = ReleaseStatus.after(release, 'runs_done');
console.log(`release: ${release}`);
const needed = [...runs.keys()].filter((name) => Run.status(runs.get(name)) === 'needs_diff').sort();
const queue = new Map(needed.map((name) => [name, Task.new(now)]));

// A worker takes them one by one and reports what it found.
for (const name of needed) {
  queue.set(name, Task.lease(queue.get(name), 'worker', now, 60_000));
  const pair = Run.toCompare(runs.get(name));
  if (pair) {
    console.log(`run ${name}: ${Run.status(runs.get(name))}`);
    runs.set(name, Run.learn(runs.get(name), compare(pair)));
  }
  queue.set(name, Task.finish(queue.get(name), 'worker', now, 'done'));
  console.log(`run ${name}: ${Run.status(runs.get(name))}`);
}

// Nothing blocks any more, so people are asked.
if (![...runs.values()].some((run) => Run.blocks(run, 0))) release = ReleaseStatus.after(release, 'settled');
let counts = Counts.of([...runs.values()].map(Run.status));
console.log(`release: ${release}, ${Counts.tested(counts)}, ${Counts.summary(counts)}`);

// Somebody looks at the difference, finds it intended, and marks the release good.
for (const [name, run] of runs) if (Run.status(run) === 'diff_found') runs.set(name, Run.approve(run));
counts = Counts.of([...runs.values()].map(Run.status));
release = ReleaseStatus.after(release, { decide: 'good' });
console.log(`release: ${release}, ${Counts.summary(counts)}`);

// A client that comes late is told so.
try {
  ReleaseStatus.after(release, 'runs_done');
} catch (refused) {
  if (!(refused instanceof InvalidTransition)) throw refused;
  console.log(`a late client hears: ${refused.message}`);
}
