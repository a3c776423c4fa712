'use strict';
// What `depicted/playwright` gives: Playwright's expect with `toMatchBaseline`.

const path = require('node:path');
const { expect, test } = require('@playwright/test');
const { check } = require('./lib/baseline/check.js');
const { nameAndOptions } = require('./lib/baseline/matcher.js');
const { message } = require('./lib/baseline/message.js');
const { files, unnamed } = require('./lib/baseline/names.js');

/** Which baselines may be written; `default`, as Playwright calls it, writes missing ones and fails. */
const UPDATE = { none: 'none', default: 'missing', missing: 'missing', changed: 'changed', all: 'all' };

async function toMatchBaseline(received, ...given) {
  const info = test.info();
  const [name, { screenshot, ...options }] = nameAndOptions(given);
  if (this.isNot) throw new Error('.not.toMatchBaseline() says nothing: compare two pictures with diff()');
  const where = files(info.file, name ?? unnamed(info, info.titlePath.slice(1).join(' ')));
  if (info.project.ignoreSnapshots) return { pass: true, message: () => '' };
  const picture = typeof received?.screenshot === 'function' ? await received.screenshot(screenshot) : received;
  const outcome = await check(picture, where, UPDATE[info.config.updateSnapshots] ?? 'none', options);
  if (outcome.what === 'different') await attach(info, where);
  // A baseline that nobody has seen is no reason to pass, unless it was asked for.
  const asked = ['changed', 'all'].includes(info.config.updateSnapshots);
  const pass = ['same', 'updated'].includes(outcome.what) || (outcome.what === 'written' && asked);
  return { pass, message: () => message(outcome, where, '--update-snapshots') };
}

/** Names that Playwright's report shows as one picture, with a slider. */
async function attach(info, { baseline, actual, diff }) {
  const base = path.basename(baseline, '.png');
  for (const [which, file] of [['expected', baseline], ['actual', actual], ['diff', diff]]) {
    await info.attach(`${base}-${which}.png`, { path: file, contentType: 'image/png' });
  }
}

exports.toMatchBaseline = toMatchBaseline;
exports.expect = expect.extend({ toMatchBaseline });
