// Small pictures of seeded noise, slopes like anti-aliased edges, and real ones.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';

const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** Two pictures of one size, `{ width, height, before, after }`, pixels as RGBA8. */
export function pair(random) {
  const width = 1 + random.below(40);
  const height = 1 + random.below(30);
  const before = picture(random, width, height);
  const after = before.slice();
  const share = random.pick([0, 1, 10, 60]);
  const step = random.pick([1, 27, 255]);
  for (let at = 0; at < after.length; at += 1) {
    if (random.chance(share)) after[at] = Math.min(255, after[at] + 1 + random.below(step));
  }
  return { width, height, before, after };
}

function picture(random, width, height) {
  const pixels = new Uint8Array(width * height * 4);
  const few = [0, 1, 2].map(() => [0, 0, 0, 0].map(() => random.below(256)));
  const kind = random.below(3);
  const alpha = random.chance(60) ? () => 255 : () => random.pick([0, 1, 77, 128, 254, 255]);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const slope = Math.max(0, Math.min(3, x - 2 * y + 7));
      const pixel = [
        () => [0, 0, 0].map(() => random.below(256)),
        () => random.pick(few),
        () => few[0].map((from, c) => Math.trunc((from * slope + few[1][c] * (3 - slope)) / 3)),
      ][kind]();
      pixels.set([...pixel.slice(0, 3), alpha()], (y * width + x) * 4);
    }
  }
  return pixels;
}

/** The pixels of a PNG file, `{ width, height, data }`. */
export function png(file) {
  return PNG.sync.read(fs.readFileSync(file));
}

/** The two pages of the README. */
export const pages = ['before', 'after'].map((side) => path.join(repository, `core/examples/pictures/${side}.png`));

/** The folder of real pictures, where there is one. */
export function corpus() {
  const folder = process.env.DEPICTED_CORPUS ?? path.join(repository, '../shared/corpus');
  return fs.existsSync(folder) ? folder : undefined;
}
