// Mutation test of core/canon, from the checkout's root: CANON_RUNS=300 stryker run test/core/canon/stryker.config.mjs
export default {
	testRunner: 'vitest',
	plugins: ['@stryker-mutator/vitest-runner'],
	vitest: { configFile: 'test/core/canon/vitest.stryker.config.ts', related: false },
	mutate: ['core/canon/**/*.ts', '!core/canon/unicode/tables.ts', '!core/canon/unicode/names.ts'],
	coverageAnalysis: 'perTest',
	// What runs once, when a module is loaded, would be tested by starting anew for each mutant.
	ignoreStatic: true,
	concurrency: 1,
	timeoutMS: 20_000,
	reporters: ['clear-text', 'json'],
	jsonReporter: { fileName: '.cache/stryker-canon.json' },
	tempDirName: '.cache/stryker-canon',
};
