import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Lab, openLab } from '../support/lab.ts';
import { tinyFiles, tinyPlan, tinySubject, writePlans } from '../support/write-plan.ts';

const crashing = { id: 'V-crash', title: 'The checker breaks', sql: 'SELECT 1 / 0', expect: { scalar: 1 } };
/** Divides by nought as soon as nobody is named one. */
const fragile = {
	id: 'V-fragile',
	title: 'A checker that data can break',
	sql: "SELECT 1 / count(*) FROM public.thing WHERE name = 'one'",
	expect: { scalar: 1 },
};

let lab: Lab;

beforeAll(async () => {
	lab = await openLab({
		plansDir: await writePlans([
			{
				plan: { ...tinyPlan, id: 'crash-before', preflight: [{ ...crashing, on_error: 'Ask the DBA.' }] },
				files: tinyFiles,
			},
			{ plan: { ...tinyPlan, id: 'crash-after', verify: [fragile] }, files: tinyFiles },
		]),
		subject: tinySubject,
	});
});
afterAll(() => lab?.close());

it('a preflight check that crashes is an error: it blocks in its own words, stops nothing, and may be tried again', async () => {
	const run = await lab.open('crash-before');
	expect(await lab.act(run, 'preflight')).toMatchObject({
		result: {
			outcome: 'error',
			message: expect.stringMatching(/V-crash: could not be decided: division by zero.*Ask the DBA\./),
		},
	});
	expect(await lab.position(run)).toMatchObject({ phase: 'open', stopped: '' });
	for (const action of ['backup', 'rehearse'] as const)
		expect(await lab.act(run, action)).toMatchObject({ result: { outcome: 'pass' } });
	await lab.sign(run, 'd32');
	await lab.sign(run, 'g4');
	expect(await lab.act(run, 'migrate')).toMatchObject({
		state: 'refused',
		error: { code: 'GATE_NOT_MET', gates: [{ gate: 'preflight-passed', outcome: 'error' }] },
	});
	expect(await lab.act(run, 'preflight')).toMatchObject({ state: 'done', result: { outcome: 'error' } });
});

it('a verification check that cannot be decided is an error: nothing is rolled back, and it can be verified again', async () => {
	const run = await lab.open('crash-after');
	for (const action of ['preflight', 'backup', 'rehearse'] as const) await lab.act(run, action);
	await lab.sign(run, 'd32');
	await lab.sign(run, 'g4');
	expect(await lab.act(run, 'migrate')).toMatchObject({ result: { outcome: 'pass' } });
	await lab.dba.query("UPDATE public.thing SET name = 'none' WHERE id = 1");
	const undecided = await lab.act(run, 'verify');
	expect(undecided).toMatchObject({
		result: { outcome: 'error', message: expect.stringContaining('V-fragile: could not be decided: division by zero') },
	});
	expect(await lab.position(run)).toMatchObject({ phase: 'committed', stopped: '' });
	expect((await lab.chain(run)).map(({ kind }) => kind).filter((kind) => kind.startsWith('rollback'))).toEqual([]);
	const { rows } = await lab.dba.query("SELECT count(*)::int AS kept FROM pg_attribute WHERE attname = 'colour'");
	expect(rows).toEqual([{ kept: 1 }]);
	await lab.dba.query("UPDATE public.thing SET name = 'one' WHERE id = 1");
	expect(await lab.act(run, 'verify')).toMatchObject({ result: { outcome: 'pass' } });
});
