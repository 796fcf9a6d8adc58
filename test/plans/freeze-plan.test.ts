import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { freezePlanFolder } from '../../platform/plans/freeze-plan-folder.ts';
import { loadPlanById } from '../../platform/plans/load-plans.ts';
import { plansDir } from './plan-trial.ts';

let dir: string;
let folder: string;

beforeEach(async () => {
	dir = await mkdtemp(join(tmpdir(), 'cutter-freeze-'));
	folder = join(dir, 'p0-v0.1');
	await cp(join(plansDir, 'p0-v0.1'), folder, { recursive: true });
});
afterEach(() => rm(dir, { recursive: true }));

it.each(['p0-v0.1', 'phase-alpha-v0.2'])('%s is frozen: its digests are those of its files', async (id) => {
	await expect(loadPlanById([plansDir], id)).resolves.toMatchObject({ file: { id } });
	expect(await freezePlanFolder(join(plansDir, id))).toBe(false);
});

it('makes a plan whose file changed acceptable again, and changes nothing but its digest', async () => {
	const before = await readFile(join(folder, 'plan.yaml'), 'utf8');
	await appendFile(join(folder, 'steps/3-manifest.sql'), '-- edited\n');
	await expect(loadPlanById([dir], 'p0-v0.1')).rejects.toThrow(
		/steps\/3-manifest.sql:1:1 digest-mismatch: its bytes changed after freezing/,
	);
	expect(await freezePlanFolder(folder)).toBe(true);
	await expect(loadPlanById([dir], 'p0-v0.1')).resolves.toMatchObject({ file: { id: 'p0-v0.1' } });
	const changed = (await readFile(join(folder, 'plan.yaml'), 'utf8'))
		.split('\n')
		.filter((line, at) => line !== before.split('\n')[at]);
	expect(changed).toEqual([expect.stringMatching(/^ {4}sha256: '[0-9a-f]{64}'$/)]);
});

it('refuses a folder with a file that is not listed, and a list with a file that is not there', async () => {
	await writeFile(join(folder, 'steps/7-more.sql'), 'SELECT 1;\n');
	await expect(freezePlanFolder(folder)).rejects.toThrow('the folder holds what sql[] does not list: steps/7-more.sql');
	await rm(join(folder, 'steps/7-more.sql'));
	await rm(join(folder, 'steps/6-verify-result.sql'));
	await expect(freezePlanFolder(folder)).rejects.toThrow(
		'sql[] lists what the folder lacks: steps/6-verify-result.sql',
	);
});
