// npm run sabotage [-- part of a name]: takes each guard of the catalogue out, in a copy, and expects its test to fail.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { catalogue, type Sabotage } from '../test/sabotage/catalogue.ts';

const wanted = process.argv[2] ?? '';
const copy = mkdtempSync(join(tmpdir(), 'cutter-sabotage-'));
try {
	copyTree();
	const missed = catalogue.filter(({ name }) => name.includes(wanted)).filter((sabotage) => !isNoticed(sabotage));
	process.stdout.write(`${missed.length} not noticed\n`);
	process.exitCode = missed.length === 0 ? 0 : 1;
} finally {
	rmSync(copy, { recursive: true, force: true });
}

function copyTree(): void {
	const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { encoding: 'utf8' })
		.split('\0')
		.filter(Boolean);
	for (const file of files) {
		mkdirSync(dirname(join(copy, file)), { recursive: true });
		cpSync(file, join(copy, file));
	}
	symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
}

/** True when the named test runs and fails: a test that is not found, or a file that does not load, notices nothing. */
function isNoticed({ name, edits, test, named }: Sabotage): boolean {
	const originals = edits.map(({ file }) => readFileSync(join(copy, file), 'utf8'));
	for (const { file, find, put } of edits) sabotage(file, find, put);
	const { failed, passed } = runTest(test, named);
	for (const [index, { file }] of edits.entries()) writeFileSync(join(copy, file), originals[index] ?? '');
	const noticed = failed > 0;
	process.stdout.write(`${noticed ? 'noticed    ' : 'NOT NOTICED'} ${name} (${failed} failed, ${passed} passed)\n`);
	return noticed;
}

function sabotage(file: string, find: string, put: string): void {
	const path = join(copy, file);
	const text = readFileSync(path, 'utf8');
	if (text.split(find).length !== 2) throw new Error(`${file} does not hold exactly once: ${find}`);
	writeFileSync(
		path,
		text.replace(find, () => put),
	);
}

function runTest(test: string, named: string): { failed: number; passed: number } {
	const pattern = named.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	const report = join(copy, 'report.json');
	rmSync(report, { force: true });
	const vitest = join(copy, 'node_modules', 'vitest', 'vitest.mjs');
	spawnSync(
		process.execPath,
		[vitest, 'run', '--project', 'postgres', test, '-t', pattern, '--reporter=json', `--outputFile=${report}`],
		{ cwd: copy, stdio: 'ignore' },
	);
	const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
		testResults: { assertionResults: { status: string }[] }[];
	};
	const results = testResults.flatMap(({ assertionResults }) => assertionResults);
	const having = (status: string) => results.filter((result) => result.status === status).length;
	return { failed: having('failed'), passed: having('passed') };
}
