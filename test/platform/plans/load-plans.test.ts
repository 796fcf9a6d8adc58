import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CutterError } from '../../../core/errors/cutter-error.ts';
import { loadPlanById, loadPlans } from '../../../platform/plans/load-plans.ts';
import { tinyFiles, tinyPlan, writePlan, writePlans } from '../../support/write-plan.ts';

let root: string;

beforeEach(async () => {
	root = await writePlans(['alpha', 'beta', 'gamma'].map((id) => ({ plan: { ...tinyPlan, id }, files: tinyFiles })));
});
afterEach(() => rm(root, { recursive: true }));

/** Every folder with the plan that is in it, or the code of its refusal. */
const look = async (dirs = [root]) =>
	(await loadPlans(dirs)).map(
		({ folder, plan, refused }) => `${folder.slice(folder.lastIndexOf('/') + 1)}: ${plan?.file.id ?? refused?.code}`,
	);

it('loads every folder that holds a plan.yaml, at any depth, in the order of names', async () => {
	await writePlan(join(root, 'team', 'deep'), { plan: { ...tinyPlan, id: 'delta' }, files: tinyFiles });
	await mkdir(join(root, 'no-plan'));
	expect(await look()).toEqual(['alpha: alpha', 'beta: beta', 'gamma: gamma', 'delta: delta']);
});

it('looks into one folder of plans after another', async () => {
	const second = await writePlans([{ plan: { ...tinyPlan, id: 'aaa' }, files: tinyFiles }]);
	expect(await look([root, second])).toEqual(['alpha: alpha', 'beta: beta', 'gamma: gamma', 'aaa: aaa']);
	await rm(second, { recursive: true });
});

it('reads anew each time: a plan that changed is another plan', async () => {
	const before = await loadPlanById([root], 'alpha');
	await writeFile(join(root, 'alpha', 'README.md'), 'read me');
	expect((await loadPlanById([root], 'alpha')).digest).not.toBe(before.digest);
	await rm(join(root, 'alpha', 'README.md'));
	expect((await loadPlanById([root], 'alpha')).digest).toBe(before.digest);
});

describe('a broken plan hides no other', () => {
	const yaml = () => join(root, 'beta', 'plan.yaml');
	const breakages: [string, () => Promise<unknown>][] = [
		['SQL that changed after freezing', () => appendFile(join(root, 'beta', '1.sql'), ' ')],
		['SQL that is not there', () => rm(join(root, 'beta', '2.sql'))],
		['YAML that does not parse', () => writeFile(yaml(), 'id: [')],
		['an empty plan.yaml', () => writeFile(yaml(), '')],
		['a plan.yaml of binary', () => writeFile(yaml(), Uint8Array.from([0, 255, 254, 1]))],
		['an unknown key', () => appendFile(yaml(), 'colour: red\n')],
	];

	it.each(breakages)('%s', async (_what, breakIt) => {
		await breakIt();
		expect(await look()).toEqual(['alpha: alpha', 'beta: PLAN_INVALID', 'gamma: gamma']);
	});

	// To the YAML library this is no parse error.
	it('a reference to an anchor that is not there', async () => {
		await appendFile(yaml(), 'summary: *missing\n');
		expect(await look()).toEqual(['alpha: alpha', 'beta: PLAN_INVALID', 'gamma: gamma']);
	});
});

describe('asking for one plan', () => {
	const refusalOf = (id: string) =>
		loadPlanById([root], id).then(
			() => 'loaded',
			(error: unknown) => error,
		);

	it('gives it although another is broken', async () => {
		await appendFile(join(root, 'beta', 'plan.yaml'), 'colour: red\n');
		expect((await loadPlanById([root], 'gamma')).file.id).toBe('gamma');
	});

	it('tells why it is refused', async () => {
		await appendFile(join(root, 'beta', 'plan.yaml'), 'colour: red\n');
		expect(await refusalOf('beta')).toMatchObject({ code: 'PLAN_INVALID', message: expect.stringContaining('colour') });
	});

	it('tells which there are when it is none of them', async () => {
		expect(await refusalOf('bet')).toMatchObject({
			code: 'NOT_FOUND',
			message: 'No plan bet. Installed: alpha, beta, gamma.',
		});
	});

	it('tells that there is none in an empty folder', async () => {
		const empty = await mkdtemp(join(tmpdir(), 'cutter-plans-'));
		await expect(loadPlanById([empty], 'alpha')).rejects.toThrow('No plan alpha. Installed: none.');
		await rm(empty, { recursive: true });
	});
});

it('a folder of plans that cannot be read is no empty one', async () => {
	const missing = loadPlans([root, join(root, 'missing')]);
	await expect(missing).rejects.toBeInstanceOf(CutterError);
	await expect(missing).rejects.toMatchObject({
		code: 'SETUP_NEEDED',
		message: expect.stringMatching(/missing cannot be read: ENOENT/),
	});
});
