// The states of releases, runs and tasks: the vectors of the repository, the words, what is refused, and the example.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as workflow from 'depicted/workflow';
import { InvalidTransition, ReleaseStatus, Run, RunStatus, Task } from 'depicted/workflow';
import { root } from './support/vectors.mjs';
import { runCases } from './support/workflow.mjs';

const folder = path.join(root, 'workflow');
const read = (name) => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'));
const package_ = fileURLToPath(new URL('..', import.meta.url));

test('every case of the workflow', () => {
  const results = fs.readdirSync(folder).filter((name) => name !== 'words.json').map((name) => runCases(read(name), workflow));
  assert.deepEqual(results.flatMap(({ wrong }) => wrong), []);
  const ran = results.reduce((sum, result) => sum + result.ran, 0);
  assert.ok(ran > 300, `${ran} steps`);
});

test('the runner sees what is wrong', () => {
  const steps = [{ do: 'after', with: ['runs_done'], then: 'reviewing' }];
  assert.equal(runCases({ about: 'ReleaseStatus', cases: [{ name: 'wrong', begin: 'receiving', steps }] }, workflow).wrong.length, 1);
});

test('the words are the engine\'s', () => {
  const words = read('words.json');
  assert.deepEqual(ReleaseStatus.ALL, words.ReleaseStatus);
  assert.deepEqual(RunStatus.ALL, words.RunStatus);
  const declarations = fs.readFileSync(path.join(package_, 'workflow.d.mts'), 'utf8');
  const declared = (start) => [...declarations.match(new RegExp(`${start}([^;]*);`))[1].matchAll(/'(\w+)'/g)].map(([, word]) => word);
  for (const type of ['ReleaseStatus', 'Decision', 'RunStatus', 'Side', 'Severity', 'TaskStatus']) {
    assert.deepEqual(declared(`export type ${type} =`), words[type], type);
  }
  assert.deepEqual(declared('readonly machine: '), words.Machine);
  assert.deepEqual(declared('readonly code: '), words.Code);
  assert.deepEqual(declared('export type ReleaseEvent ='), words.ReleaseEvent.filter((event) => typeof event === 'string'));
});

test('a refusal says what was refused', () => {
  assert.throws(() => Run.approve(Run.new()), (error) => {
    assert.ok(error instanceof InvalidTransition && error instanceof Error);
    const { name, machine, from, event, code, message } = error;
    assert.deepEqual({ name, machine, from, event, code, message }, {
      name: 'InvalidTransition', machine: 'run', from: 'data_pending', event: 'approved', code: 'invalid_transition',
      message: 'a run that is data_pending cannot be approved',
    });
    return true;
  });
});

test('what is no value of its kind is a TypeError that names it', () => {
  const task = Task.new(0);
  const found = { diff: { diff: { state: 'found', image: 'a'.repeat(40), distortion: NaN } } };
  for (const [call, words] of [
    [() => ReleaseStatus.after('open', 'settled'), /ReleaseStatus\.after: unknown variant `open`, expected one of `receiving`/],
    [() => Run.status(undefined), /Run\.status: missing field `run`/],
    [() => Run.learn(Run.new(), found), /Run\.learn: invalid type: string "NaN"/],
    [() => Task.lease(task, 'me', 1.5, 10), /Task\.lease: invalid type: floating point `1\.5`/],
    [() => Task.lease(task, 'me', 0, Infinity), /Task\.lease: invalid type: string "Infinity"/],
    [() => Task.lease(task, 'me', 0, 10n), /Task\.lease: invalid type: string "10"/],
    [() => workflow.ArtifactId.parse('abc'), /ArtifactId\.parse: "abc" is not the SHA-1 of a file: 40 hexadecimal digits/],
  ]) {
    assert.throws(call, (error) => error instanceof TypeError && words.test(error.message), String(words));
  }
});

test('the example takes a release from created to good', () => {
  const pictures = path.join(package_, '../core/examples/pictures');
  const printed = execFileSync(process.execPath, ['examples/workflow.mjs', pictures], { cwd: package_, encoding: 'utf8' });
  const told = printed.split('\n').filter((line) => !line.startsWith('  worker:'));
  const expected = fs.readFileSync(path.join(package_, '../core/examples/workflow.txt'), 'utf8');
  assert.deepEqual(told, expected.split('\n').filter((line) => !line.startsWith('  worker:')));
});
