import depicted = require('depicted');
import pixelmatch = require('depicted/pixelmatch');
import odiff = require('depicted/odiff');
import playwright = require('depicted/playwright');
import 'depicted/jest';
import { expect as jestExpect } from '@jest/globals';

const same: boolean = depicted.diffSync('a', 'b').verdict === 'same';
const count: number = pixelmatch(new Uint8Array(4), new Uint8Array(4), undefined, 1, 1);
const again: number = pixelmatch.default(new Uint8Array(4), new Uint8Array(4), undefined, 1, 1, { includeAA: same });
console.log(count, again, new odiff.ODiffServer('binary'), playwright.expect);

async function jestMatchers(): Promise<void> {
  await expect(Buffer.alloc(1)).toMatchBaseline('name');
  await jestExpect(Buffer.alloc(1)).toMatchBaseline({ threshold: 2 });
}
void jestMatchers;
