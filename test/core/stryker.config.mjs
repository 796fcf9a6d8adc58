// Mutation test of the libraries on texts, digests, signatures and evidence, from the checkout's root:
//   CANON_RUNS=300 stryker run test/core/stryker.config.mjs --mutate 'core/evidence/**/*.ts'
export default {
	testRunner: 'vitest',
	plugins: ['@stryker-mutator/vitest-runner'],
	vitest: { configFile: 'test/core/vitest.stryker.config.ts', related: false },
	mutate: ['canon', 'digest', 'signature', 'evidence', 'evidence-bundle']
		.map((library) => `core/${library}/**/*.ts`)
		.concat('!core/canon/unicode/{tables,names}.ts'),
	coverageAnalysis: 'perTest',
	// What runs once, when a module is loaded, would be tested by starting anew for each mutant.
	ignoreStatic: true,
	ignorePatterns: ['.cache'],
	concurrency: 1,
	timeoutMS: 5_000,
	reporters: ['clear-text', 'json'],
	jsonReporter: { fileName: '.cache/mutation.json' },
	tempDirName: '.cache/mutation',
};
