// What a user installs: the tarball of `npm pack`, in a project that has nothing else.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { folder, npm, packed, plainEnv, repository } from './project.mjs';
import { blocks } from './readme.mjs';

const pages = ['before', 'after'].map((side) => path.join(repository, `core/examples/pictures/${side}.png`));

test('the tarball holds what is needed, and works in an empty project', (t) => {
  const { tarball, files } = packed(t);
  assert.deepEqual(files.filter((file) => /^(src|test|bench|node_modules|Cargo|build\.rs)/.test(file)), []);
  for (const needed of ['README.md', 'LICENSE-MIT', 'LICENSE-APACHE', 'index.js', 'index.mjs', 'index.d.ts', 'workflow.mjs', 'workflow.d.mts']) {
    assert.ok(files.includes(needed), `${needed} is not packed`);
  }
  assert.equal(files.filter((file) => file.endsWith('.node')).length, 1);

  const project = folder(t, 'empty');
  fs.writeFileSync(path.join(project, 'package.json'), '{ "private": true }');
  npm(['install', '--ignore-scripts', tarball], project);
  assert.deepEqual(fs.readdirSync(path.join(project, 'node_modules')).filter((name) => !name.startsWith('.')), ['depicted']);

  const script = (name, text) => {
    fs.writeFileSync(path.join(project, name), text);
    return execFileSync(process.execPath, [name, ...pages], { cwd: project, encoding: 'utf8', env: plainEnv() });
  };
  const esm = script('esm.mjs', `
    import { diff, DiffError } from 'depicted';
    import pixelmatch from 'depicted/pixelmatch';
    import { compare } from 'depicted/odiff';
    const { verdict, pixels, regions_total } = await diff(process.argv[2], process.argv[3]);
    console.log(verdict, pixels.different, regions_total, DiffError.name, pixelmatch.name, compare.name);`);
  assert.equal(esm, 'different 9709 3 DiffError pixelmatch compare\n');
  const commonjs = script('commonjs.cjs', `
    const { diffSync } = require('depicted');
    const pixelmatch = require('depicted/pixelmatch');
    const { ODiffServer } = require('depicted/odiff');
    console.log(diffSync(process.argv[2], process.argv[2]).verdict, pixelmatch.name, ODiffServer.name);`);
  assert.equal(commonjs, 'same pixelmatch ODiffServer\n');

  // The examples of the README, which say in comments what they print.
  pages.forEach((file, side) => fs.copyFileSync(file, path.join(project, ['before.png', 'after.png'][side])));
  const examples = blocks('js');
  assert.ok(examples.length >= 5);
  for (const example of examples) {
    const printed = script('example.mjs', example);
    for (const [, said] of example.matchAll(/; \/\/ (.*)/g)) assert.ok(printed.includes(`${said}\n`), `${printed}\nlacks ${said}`);
  }

  // On a platform without a binary.
  fs.rmSync(path.join(project, 'node_modules/depicted/native'), { recursive: true });
  const said = script('none.cjs', `try { require('depicted'); } catch ({ message }) { console.log(message); }`);
  assert.match(said, /^depicted has no binary for (\S+): install @depicted\/native-\1, .* or build depicted from source\n$/);
});
