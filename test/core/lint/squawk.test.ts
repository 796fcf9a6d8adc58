import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadSqlParser } from '../../../core/sql/parse-sql.ts';
import { lintSql } from './lint-sql.ts';
import { bothFind, differences, neitherFinds, notOurs, timeouts } from './squawk-rows.ts';

const samples = [...new Set([...bothFind.map(([sql]) => sql), ...neitherFinds, ...differences.map(([sql]) => sql)])];
const folder = mkdtempSync(join(tmpdir(), 'cutter-squawk-'));
const said = new Map<string, string[]>();

beforeAll(async () => {
	await loadSqlParser();
	for (const [index, sql] of samples.entries()) writeFileSync(join(folder, `${index}.sql`), `${sql};\n`);
	for (const { file, rule_name } of runSquawk()) {
		const sql = samples[Number(basename(file, '.sql'))] ?? '';
		said.set(sql, [...(said.get(sql) ?? []), rule_name]);
	}
});
afterAll(() => rmSync(folder, { recursive: true }));

const report = z.array(z.object({ file: z.string(), rule_name: z.string() }));

/** The real program, once over all samples. */
function runSquawk(): z.infer<typeof report> {
	const require = createRequire(import.meta.url);
	const manifest = createRequire(require.resolve('squawk-cli/package.json')).resolve(
		`@squawk-cli/${process.platform}-${process.arch}/package.json`,
	);
	const files = samples.map((_, index) => join(folder, `${index}.sql`));
	const { stdout, stderr, error } = spawnSync(
		join(dirname(manifest), 'bin', 'squawk'),
		['--reporter', 'json', '--pg-version', '15.0', '--assume-in-transaction', ...files],
		{ encoding: 'utf8' },
	);
	if (error || stdout === '') throw new Error(`squawk said nothing: ${error?.message ?? stderr}`);
	return report.parse(JSON.parse(stdout));
}

const theirs = (sql: string) => [...new Set(said.get(sql) ?? [])].filter((rule) => !notOurs.includes(rule));

function ours(sql: string, plan: Readonly<Record<string, unknown>> = {}): string[] {
	return [...new Set(lintSql({ steps: [sql], plan }).findings.map(({ rule }) => rule))];
}

/** As strict as a plan may be: nothing said of timeouts, and additions alone promised. */
const strict = { timeouts: undefined, expect: { additions_only: true } };
const title = (sql: string) => sql.replaceAll('%', '%%');

describe('both find it', () => {
	it.each(bothFind.map(([sql, own, other]) => [title(sql), own, other, sql] as const))(
		'%s: %s, %s',
		(_title, own, other, sql) => {
			expect(ours(sql, strict)).toContain(own);
			expect(theirs(sql)).toContain(other);
		},
	);

	it('in thirty statements and more', () => {
		expect(new Set(bothFind.map(([sql]) => sql)).size).toBeGreaterThanOrEqual(30);
	});
});

describe('neither finds anything', () => {
	it.each(neitherFinds.map((sql) => [title(sql), sql] as const))('%s', (_title, sql) => {
		expect(ours(sql)).toEqual([]);
		expect(theirs(sql).filter((rule) => !timeouts.includes(rule))).toEqual([]);
	});
});

describe('they differ', () => {
	it.each(differences.map(([sql, own, other, why]) => [title(sql), why, own, other, sql] as const))(
		'%s: %s',
		(_title, _why, own, other, sql) => {
			expect(own === null ? ours(sql) : ours(sql).filter((rule) => rule === own)).toEqual(own === null ? [] : [own]);
			const rest = theirs(sql).filter((rule) => !timeouts.includes(rule));
			expect(rest).toEqual(other === null ? [] : [other]);
		},
	);
});
