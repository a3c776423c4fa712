#!/usr/bin/env node
// Answers comparison jobs with npm's pixelmatch, the reference of the `pixelmatch` metric.
//
//   echo '{"id":"1","before":"a.png","after":"b.png","options":{"threshold":0.1}}' | node pixelmatch.mjs
//
// stdin:  one job a line, {id, before, after, options, output?}; before and after are paths of PNG files,
//         options go to pixelmatch as they are, output is where the highlight goes as raw RGBA bytes.
// stdout: one answer a line in the order of the jobs, {id, count, width, height} or {id, count: null, error}.
// One process answers any number of jobs; a job that fails does not end it.
import fs from 'node:fs';
import readline from 'node:readline';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

const JOB_FIELDS = ['id', 'before', 'after', 'options', 'output'];

if (process.argv.includes('--help')) {
  const source = fs.readFileSync(new URL(import.meta.url), 'utf8').split('\n').slice(1);
  const end = source.findIndex((line) => !line.startsWith('//'));
  console.log(source.slice(0, end).map((line) => line.replace(/^\/\/ ?/, '')).join('\n'));
  process.exit(0);
}

/** Decodes one PNG to RGBA8; names the file in the error. */
function decode(path) {
  try {
    return PNG.sync.read(fs.readFileSync(path));
  } catch (error) {
    throw new Error(`${path}: ${error.message}`);
  }
}

/** Compares the two pictures of a job and writes its highlight where one is asked for. */
function compare(job) {
  const unknown = Object.keys(job).find((field) => !JOB_FIELDS.includes(field));
  if (unknown) throw new Error(`unknown field '${unknown}', expected one of ${JOB_FIELDS.join(', ')}`);
  const before = decode(job.before);
  const after = decode(job.after);
  const { width, height } = before;
  if (width !== after.width || height !== after.height) {
    throw new Error(`sizes differ: ${width}x${height} and ${after.width}x${after.height}`);
  }
  const highlight = job.output ? new Uint8Array(width * height * 4) : undefined;
  const count = pixelmatch(before.data, after.data, highlight, width, height, job.options ?? {});
  if (highlight) fs.writeFileSync(job.output, highlight);
  return { count, width, height };
}

/** One line in, one line out: an error becomes part of the answer. */
function answer(line) {
  let id = null;
  try {
    const job = JSON.parse(line);
    id = job.id ?? null;
    return { id, ...compare(job) };
  } catch (error) {
    return { id, count: null, error: error.message };
  }
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  if (line.trim()) process.stdout.write(JSON.stringify(answer(line)) + '\n');
}
