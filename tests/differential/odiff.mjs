#!/usr/bin/env node
// Answers comparison jobs with npm's odiff-bin, the reference of the `odiff` metric.
//
//   echo '{"id":"1","before":"a.png","after":"b.png","options":{"threshold":0.1},"output":"diff.png"}' | node odiff.mjs
//
// stdin:  one job a line, {id, before, after, options, output}; before and after are paths of PNG files, options go to
//         odiff-bin's compare() as they are, output is where its picture goes.
// stdout: one answer a line in the order of the jobs, {id, count, percentage} or {id, count: null, error}.
// A job is a process of the binary; one that fails does not end the others.
// --version tells the version of the binary, and fails where there is none for this machine.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import readline from 'node:readline';

const JOB_FIELDS = ['id', 'before', 'after', 'options', 'output'];

if (process.argv.includes('--help')) {
  const source = fs.readFileSync(new URL(import.meta.url), 'utf8').split('\n').slice(1);
  const end = source.findIndex((line) => !line.startsWith('//'));
  console.log(source.slice(0, end).map((line) => line.replace(/^\/\/ ?/, '')).join('\n'));
  process.exit(0);
}

const require = createRequire(import.meta.url);
if (process.argv.includes('--version')) {
  const { findBinary } = require('odiff-bin/binary.js');
  // It speaks on standard error.
  process.stdout.write(spawnSync(findBinary(), ['--version'], { encoding: 'utf8' }).stderr);
  process.exit(0);
}

const { compare } = require('odiff-bin');

/** Compares the two pictures of a job. */
async function run(job) {
  const unknown = Object.keys(job).find((field) => !JOB_FIELDS.includes(field));
  if (unknown) throw new Error(`unknown field '${unknown}', expected one of ${JOB_FIELDS.join(', ')}`);
  const result = await compare(job.before, job.after, job.output, job.options ?? {});
  if (result.match) return { count: 0, percentage: 0 };
  if (result.reason !== 'pixel-diff') throw new Error(result.reason);
  return { count: result.diffCount, percentage: result.diffPercentage };
}

/** One line in, one line out: an error becomes part of the answer. */
async function answer(line) {
  let id = null;
  try {
    const job = JSON.parse(line);
    id = job.id ?? null;
    return { id, ...(await run(job)) };
  } catch (error) {
    return { id, count: null, error: error.message };
  }
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  if (line.trim()) process.stdout.write(JSON.stringify(await answer(line)) + '\n');
}
