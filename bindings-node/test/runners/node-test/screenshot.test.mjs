import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diff } from 'depicted';

test('the page looks as it did', async () => {
  const { verdict, distortion } = await diff('baseline.png', process.env.PICTURE, { output: 'diff.png' });
  assert.equal(verdict, 'same', `distortion ${distortion}: see diff.png`);
});
