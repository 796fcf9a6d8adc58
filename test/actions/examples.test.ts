import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validatePlanFolder } from '../../actions/plan/validate-plan.ts';
import { type Lab, openLab } from '../support/lab.ts';
import { readTutorialSubject } from '../support/read-tutorial.ts';

const examples = join(import.meta.dirname, '../../plans/examples');
const id = 'article-slugs';

it('the example validates clean, its hazards accepted with reasons', async () => {
	const { outcome, counts, findings } = await validatePlanFolder(join(examples, id));
	expect({ outcome, counts }).toEqual({ outcome: 'pass', counts: { error: 0, hazard: 0 } });
	expect(findings.map(({ rule, accepted }) => [rule, accepted !== null])).toEqual([
		['validation-scan', true],
		['index-build', true],
	]);
});

describe('the example, on the tables of the tutorial', () => {
	let lab: Lab;
	let run: string;

	beforeAll(async () => {
		lab = await openLab({ plansDir: examples, subject: readTutorialSubject() });
		run = await lab.open(id);
	});
	afterAll(() => lab?.close());

	it.each(['preflight', 'backup', 'rehearse'] as const)('passes %s', async (action) => {
		expect(await lab.act(run, action)).toMatchObject({ state: 'done', result: { outcome: 'pass' }, error: null });
	});

	it('is signed, migrates and verifies', async () => {
		await lab.sign(run, 'd32');
		await lab.sign(run, 'g4');
		expect(await lab.act(run, 'migrate')).toMatchObject({ result: { outcome: 'pass' }, error: null });
		expect(await lab.act(run, 'verify')).toMatchObject({ result: { outcome: 'pass' }, error: null });
		expect((await lab.position(run)).phase).toBe('completed');
	});

	it('puts the checks that the product judges under the plan’s ids', async () => {
		const { verification } = await lab.position(run);
		const told = verification?.body.checks.map(({ id: check, outcome }) => `${check} ${outcome}`);
		expect(told).toEqual(['ledger pass', 'V-1 pass', 'V-2 pass', 'V-3 pass', 'V-4 pass']);
	});

	it('gave each article its slug', async () => {
		const { rows } = await lab.dba.query('SELECT slug FROM public.articles ORDER BY id');
		expect(rows.map(({ slug }) => slug)).toEqual(['hello-world-1', 'ten-rules-and-why-2', 'hello-world-3', 'propos-4']);
	});
});
