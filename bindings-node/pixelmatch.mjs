// What `import pixelmatch from 'depicted/pixelmatch'` gives.
import { pixelmatch } from './lib/pixelmatch.js';

export default pixelmatch;
