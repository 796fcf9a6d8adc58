import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { builtInCheck, catalogChecks, productChecks } from '../../../../contract/plan-check.ts';
import { schemaContract } from '../../../../contract/schema-contract.ts';
import { freezeCheck } from '../../../../core/check/freeze-check.ts';
import { isJudgedCheck, isQueryCheck } from '../../../../core/check/frozen-check.ts';
import { loadSqlParser } from '../../../../core/sql/parse-sql.ts';
import { readBuiltInContract } from '../../schema-contract/declared.ts';

beforeAll(() => loadSqlParser());

const page = readFileSync(new URL('../../../../docs/checks.md', import.meta.url), 'utf8');
const sections = new Map(page.split(/^## /m).map((part) => [part.slice(0, part.indexOf('\n')), part]));
const exampleOf = (heading: string): unknown => {
	const yaml = /```yaml\n([\s\S]*?)```/.exec(sections.get(heading) ?? '')?.[1];
	return yaml === undefined ? undefined : parse(yaml);
};

const kindsOf = (checks: typeof catalogChecks | typeof productChecks) => checks.map(({ shape }) => shape.kind.value);

describe('the page of checks', () => {
	it('has a section for each kind, in the order of the contract, and one of the schema contract', () => {
		expect([...sections.keys()].slice(1)).toEqual([
			...kindsOf(catalogChecks),
			...kindsOf(productChecks),
			'The schema contract',
		]);
	});

	it.each([...kindsOf(catalogChecks), ...kindsOf(productChecks)])('shows a %s that works', (kind) => {
		const { built_in } = exampleOf(kind) as { built_in: unknown };
		const check = freezeCheck(
			{ id: 'V', title: 'V', built_in: builtInCheck.parse(built_in) },
			readBuiltInContract('p0-v0.1'),
		);
		expect(isJudgedCheck(check) ? check.product.kind : check.sql).toEqual(
			isJudgedCheck(check) ? kind : expect.any(String),
		);
		expect(isQueryCheck(check)).toBe(kindsOf(catalogChecks).some((catalog) => catalog === kind));
	});

	it('shows a schema contract that works', () => {
		expect(Object.keys(schemaContract.parse(exampleOf('The schema contract')).tables)).toEqual(['shop.item']);
	});
});
