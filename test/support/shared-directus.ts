import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { type DirectusFacts, type DirectusUnderTest, meet, startDirectus } from './directus.ts';

declare module 'vitest' {
	interface ProvidedContext {
		directus: DirectusFacts;
	}
}

/** Runs once, and only when a test of the project is about to run: one Directus for all of them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const directus = await startDirectus({ accounts: true, demoDatabase: true });
	const { configuration, databaseUrl, accounts } = directus;
	project.provide('directus', { configuration, databaseUrl, accounts });
	return directus.stop;
}

/** The Directus that all files of the project share: change nothing in it that the next file could stumble over. */
export function sharedDirectus(): DirectusUnderTest {
	return meet(inject('directus'), () => Promise.reject(new Error('the shared Directus is stopped by who started it')));
}
