import { defineConfig } from 'vitest/config';

/** Real PostgreSQL: each file starts a server of its own. */
const POSTGRES = ['platform', 'actions', 'plans', 'support', 'scripts'].map((folder) => `test/${folder}/**/*.test.ts`);

/** Real Directus, real Chromium: one Directus for all files, so one file at a time. */
const STUDIO = ['test/directus/**/*.test.ts', 'test/studio/**/*.test.ts', 'test/package/packed-bundle.test.ts'];

export default defineConfig({
	test: {
		maxWorkers: 2,
		reporters: ['default', './test/support/count-reporter.ts'],
		projects: [
			{
				test: {
					name: 'unit',
					// Everything else is a unit test: no file can fall between the projects and never run.
					include: ['test/**/*.test.ts'],
					exclude: [...POSTGRES, ...STUDIO],
					testTimeout: 10_000,
					// Where the bundle is not built yet, a test of it builds it.
					hookTimeout: 300_000,
					sequence: { groupOrder: 0 },
				},
			},
			{
				test: {
					name: 'postgres',
					include: POSTGRES,
					testTimeout: 60_000,
					hookTimeout: 120_000,
					sequence: { groupOrder: 1 },
				},
			},
			{
				test: {
					name: 'studio',
					include: STUDIO,
					globalSetup: 'test/support/shared-directus.ts',
					fileParallelism: false,
					testTimeout: 120_000,
					hookTimeout: 300_000,
					sequence: { groupOrder: 2 },
				},
			},
		],
	},
});
