// What `import … from 'depicted'` gives: the same functions and the same class as `require`.
export { diff, diffSync, DiffError } from './index.js';
