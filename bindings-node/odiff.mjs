// What `import … from 'depicted/odiff'` gives.
export { compare, ODiffServer } from './odiff.js';
