// What `import { expect } from 'depicted/playwright'` gives.
export { expect, toMatchBaseline } from './playwright.js';
