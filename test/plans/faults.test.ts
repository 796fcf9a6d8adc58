import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { allRules } from '../../core/lint/rules/all-rules.ts';
import { deriveValidation } from '../../core/plan/derive-validation.ts';
import { examinePlan } from '../../core/plan/examine-plan.ts';
import type { PlanSourceFile } from '../../core/plan/frozen-plan.ts';
import { loadSqlParser } from '../../core/sql/parse-sql.ts';
import { readPlanFolder } from '../../platform/plans/read-plan-folder.ts';
import { applyFault, type Fault, fault, readCatalogueText } from './faults/apply-fault.ts';

const root = join(import.meta.dirname, '../..');
const clean = { base: 'test/plans/faults/base', 'phase-alpha-v0.2': 'plans/phase-alpha-v0.2' } as const;
const faults = z.array(fault).parse(parse(readCatalogueText()));

const folders = new Map<Fault['of'], readonly PlanSourceFile[]>();
beforeAll(async () => {
	await loadSqlParser();
	for (const [name, folder] of Object.entries(clean))
		folders.set(name as Fault['of'], await readPlanFolder(join(root, folder)));
});

const examine = (one: Fault) => examinePlan(applyFault(folders.get(one.of) ?? [], one));

describe('a broken plan', () => {
	it.each(faults.map((one) => [one.name, one] as const))('%s', (_name, one) => {
		const examined = examine(one);
		const { findings } = examined.report;
		expect(findings.map(({ file, line, column, rule }) => `${file}:${line}:${column} ${rule}`)).toEqual(one.finds);
		// An error refuses the plan; a hazard leaves it, and leaves it not clean.
		expect(examined.plan === null).toBe(findings.some(({ severity }) => severity === 'error'));
		expect(deriveValidation(examined).outcome).toBe('fail');
		for (const { message, remedy } of findings) expect([message, remedy]).not.toContain('');
	});
});

describe('the catalogue', () => {
	it('has a broken plan for every rule of the lint', () => {
		const found = new Set(faults.flatMap(({ finds }) => finds.map((line) => line.split(' ')[1])));
		expect(allRules.map(({ id }) => id).filter((id) => !found.has(id))).toEqual([]);
	});

	it('names each fault once', () => {
		expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
	});
});

describe('a clean plan', () => {
	it.each(['test/plans/faults/base', 'plans/p0-v0.1', 'plans/phase-alpha-v0.2', 'plans/examples/article-slugs'])(
		'%s',
		async (folder) => {
			const examined = examinePlan(await readPlanFolder(join(root, folder)));
			expect(examined.report.findings.filter(({ accepted }) => accepted === null)).toEqual([]);
			expect(examined.plan).not.toBeNull();
			expect(deriveValidation(examined)).toMatchObject({ outcome: 'pass', counts: { error: 0, hazard: 0 } });
		},
	);
});
