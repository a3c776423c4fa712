export * from './odiff.js';
