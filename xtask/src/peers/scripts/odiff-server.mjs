// Compares every file of one folder with that of the same name in another, by odiff's server:
// node odiff-server.mjs PACKAGES BEFORE AFTER OUTPUT. Prints how many are the same. It has to draw, so it does.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const [packages, before, after, output] = process.argv.slice(2);
const require = createRequire(path.join(packages, 'package.json'));
const { ODiffServer } = require('odiff-bin');

const server = new ODiffServer();
const pair = (name) => server.compare(path.join(before, name), path.join(after, name), path.join(output, name));
const results = await Promise.all(fs.readdirSync(before).map(pair));
console.log(results.filter((result) => result.match).length);
// Its own way to stop waits for seconds.
process.exit(0);
