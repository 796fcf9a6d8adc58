import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/** Where the counts go; nothing is written when it is not set. */
export const COUNTS_FILE = 'CUTTER_TEST_COUNTS';

interface Counts {
	passed: number;
	failed: number;
	skipped: number;
}

/**
 * Writes one line, `N passed, N failed, N skipped`, from what the runner itself knows at the end. A file that does not
 * load, a hook that throws and an error outside any test count as one failure each; so does a test that never ended.
 */
export default class CountReporter implements Reporter {
	onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
		const file = process.env[COUNTS_FILE];
		if (file === undefined) return;
		const counts: Counts = { passed: 0, failed: unhandled.length, skipped: 0 };
		for (const module of modules) addModule(counts, module);
		writeFileSync(file, `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
	}
}

function addModule(counts: Counts, module: TestModule): void {
	const broken = [module, ...module.children.allSuites()].filter((group) => group.errors().length > 0);
	counts.failed += broken.length;
	for (const test of module.children.allTests()) {
		const { state } = test.result();
		counts[state === 'pending' ? 'failed' : state] += 1;
	}
}
