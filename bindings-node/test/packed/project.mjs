// A project in a folder of its own, with depicted installed from the tarball that `npm pack` makes.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../../', import.meta.url));
const packageFolder = path.join(repository, 'bindings-node');

/** A new folder, removed when the tests are done. */
export function folder(t, name) {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), `depicted-${name}-`));
  t.after(() => fs.rmSync(made, { recursive: true, force: true }));
  return fs.realpathSync(made);
}

/** Packs the package and returns the tarball, with the names of the files in it. */
export function packed(t) {
  const to = folder(t, 'tarball');
  const [{ filename, files }] = JSON.parse(npm(['pack', '--json', '--pack-destination', to], packageFolder));
  return { tarball: path.join(to, filename), files: files.map((file) => file.path) };
}

/** Calls npm and returns what it prints. */
export function npm(words, cwd) {
  return execFileSync('npm', words, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], env: plainEnv() });
}

/** The project of the runners, with what its lock file names, and depicted. */
export function runners(t, tarball) {
  const project = folder(t, 'runners');
  fs.cpSync(path.join(packageFolder, 'test/runners'), project, { recursive: true, filter: (file) => !file.includes('node_modules') });
  // Not `ci`, which fails where a registry lacks a package that is only for another platform.
  npm(['install', '--no-save', '--ignore-scripts', tarball], project);
  return project;
}

/** Runs a program of the project; gives its exit code and all that it printed. */
export function run(project, words, { cwd = project, env = {} } = {}) {
  const [program, ...rest] = words;
  const file = path.join(project, 'node_modules/.bin', program);
  const { status, error, stdout, stderr } = spawnSync(file, rest, { cwd, encoding: 'utf8', env: { ...plainEnv(), ...env }, maxBuffer: 1 << 26 });
  if (error) throw error;
  // Colours, and where a line is cut for a terminal, are no part of a message.
  return { status, text: `${stdout}${stderr}`.replace(/\x1b\[[0-9;]*[A-Za-z]/g, '') };
}

/** The environment without what would make a runner think that this is CI, or that a test runs it. */
export function plainEnv() {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'npm_config_registry', 'npm_config_cache', 'npm_config_cafile', 'NODE_EXTRA_CA_CERTS', 'HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy'];
  const env = Object.fromEntries(kept.filter((name) => name in process.env).map((name) => [name, process.env[name]]));
  return { ...env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' };
}
