module.exports = { setupFilesAfterEnv: ['depicted/jest'], testMatch: ['**/*.test.cjs'], cache: false };
