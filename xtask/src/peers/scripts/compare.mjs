// Compares two PNGs with a package of npm: node compare.mjs PACKAGES pixelmatch|blazediff BEFORE AFTER [OUTPUT].
// Prints the count of different pixels; exits with 1 where there are some, with 2 after an error.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [packages, tool, before, after, output] = process.argv.slice(2);
const require = createRequire(path.join(packages, 'package.json'));
const { PNG } = require('pngjs');
const compare = {
  pixelmatch: async () => (await import(pathToFileURL(require.resolve('pixelmatch')))).default,
  blazediff: async () => {
    const { diff } = require('@blazediff/core');
    return (...args) => diff(...args);
  },
}[tool];

try {
  const [a, b] = [before, after].map((file) => PNG.sync.read(fs.readFileSync(file)));
  if (a.width !== b.width || a.height !== b.height) throw new Error('sizes differ');
  const picture = output ? new PNG({ width: a.width, height: a.height }) : undefined;
  const count = (await compare())(a.data, b.data, picture?.data, a.width, a.height, {});
  if (picture) fs.writeFileSync(output, PNG.sync.write(picture));
  console.log(count);
  process.exitCode = count > 0 ? 1 : 0;
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
