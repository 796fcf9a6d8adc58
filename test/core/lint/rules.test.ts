import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../../contract/findings.ts';
import { allRules } from '../../../core/lint/rules/all-rules.ts';
import { loadSqlParser } from '../../../core/sql/parse-sql.ts';
import { lintSql, type SqlPlan } from './lint-sql.ts';
import { planOf, type RuleRows, type Sample } from './rules/rule-rows.ts';

beforeAll(loadSqlParser);

const folder = join(import.meta.dirname, 'rules');
const rowsOf = new Map<string, RuleRows>();
for (const file of readdirSync(folder).filter((name) => name !== 'rule-rows.ts')) {
	const module: { rows: RuleRows } = await import(`./rules/${file}`);
	rowsOf.set(file.replace(/\.ts$/, ''), module.rows);
}

const ids = allRules.map(({ id }) => id);

it('every rule has its rows, and its section in the handbook', () => {
	expect([...rowsOf.keys()].sort()).toEqual([...ids].sort());
	const sections = [...handbook.matchAll(/^### (.+)$/gm)].map(([, title]) => title);
	expect(ids.filter((id) => !sections.includes(id))).toEqual([]);
});

const handbook = readFileSync(join(import.meta.dirname, '../../../docs/hazards.md'), 'utf8');
const examples = handbook
	.split(/^### /m)
	.slice(1)
	.flatMap((section) => {
		const [, id = '', sql] = /^(.+)$[\s\S]*?^```sql\n([\s\S]*?)^```$/m.exec(section) ?? [];
		return sql === undefined ? [] : [[id, sql] as const];
	});

it.each(examples)('the handbook’s example of %s is one', (id, sql) => {
	expect(lintSql({ steps: [sql] }).findings.map(({ rule }) => rule)).toContain(id);
});

it('the handbook gives each rule of SQL an example', () => {
	expect(examples.length).toBeGreaterThan(30);
});

it('no rule is named twice', () => {
	expect(new Set(ids).size).toBe(ids.length);
});

function found(rule: string, plan: SqlPlan): Finding[] {
	return lintSql(plan).findings.filter((finding) => finding.rule === rule);
}

const place = ({ file, line }: Finding) => `${file}:${line}`;
const title = (sample: Sample) => (typeof sample === 'string' ? sample : JSON.stringify(sample)).replaceAll('%', '%%');

describe.each(allRules.map((rule) => [rule.id, rule] as const))('%s', (id, { severity, remedy }) => {
	const { finds, passes } = rowsOf.get(id) ?? { finds: [], passes: [] };

	it.each(finds.map(([sample, at, message]) => [title(sample), planOf(sample), at, message] as const))(
		'finds %s',
		(_title, plan, at, message) => {
			const [finding, ...others] = found(id, plan);
			expect(finding && place(finding)).toBe(at);
			expect(finding).toMatchObject({ severity, remedy, accepted: null, message: expect.stringMatching(message) });
			expect(others.map(place)).toEqual([]);
		},
	);

	it.each(passes.map((sample) => [title(sample), planOf(sample)] as const))('lets pass %s', (_title, plan) => {
		expect(found(id, plan)).toEqual([]);
	});

	// What a rule finds in plan.yaml stands beside no statement that could accept it.
	const inSql = finds
		.filter(([, at]) => !at.startsWith('plan.yaml'))
		.sort(([, one], [, other]) => order(one) - order(other));
	it.each(inSql.slice(0, 1))('is accepted as a hazard, never as an error: %s', (sample, at) => {
		const { findings } = lintSql(accept(planOf(sample), id, at));
		const reasons = findings.filter(({ rule }) => rule === id).map(({ accepted }) => accepted);
		expect(reasons).toEqual([severity === 'hazard' ? 'so it is' : null]);
		expect(findings.filter(({ rule }) => rule === 'accept-error')).toHaveLength(severity === 'hazard' ? 0 : 1);
	});
});

/** A finding in the first step before one in a rollback. */
const order = (at: string) => (at.startsWith('1.sql') ? 0 : 1);

/** Puts an acceptance above the line of a finding. */
function accept(plan: SqlPlan, rule: string, at: string): SqlPlan {
	const [path = '', line = ''] = at.split(':');
	const insert = (sql: string) =>
		sql
			.split('\n')
			.toSpliced(Number(line) - 1, 0, `-- accept ${rule}: so it is`)
			.join('\n');
	return {
		...plan,
		steps: (plan.steps ?? []).map((sql, index) => (path === `${index + 1}.sql` ? insert(sql) : sql)),
		...(path === '1-back.sql' && { rollback: insert(plan.rollback ?? '') }),
	};
}
