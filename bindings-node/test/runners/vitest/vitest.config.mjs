export default { test: { setupFiles: ['depicted/vitest'], include: ['*.test.mjs'] } };
