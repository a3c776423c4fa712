export * from './playwright.js';
