// The examples of the README of the package, and of the one of the repository.
import fs from 'node:fs';

const text = ['../../README.md', '../../../README.md'].map((file) => fs.readFileSync(new URL(file, import.meta.url), 'utf8')).join('\n');

/** The code blocks of a language. */
export function blocks(language) {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(([, code]) => code);
}

/** The code blocks that begin with the name of a file, by that name. */
export function namedFiles() {
  return Object.fromEntries(blocks('ts').map((code) => [code.match(/^\/\/ (.*)\n/)[1], code.slice(code.indexOf('\n') + 1)]));
}
