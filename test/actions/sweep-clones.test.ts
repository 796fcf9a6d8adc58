import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sweepClones } from '../../actions/backup/sweep-clones.ts';
import { readInstallationFile } from '../../platform/artifacts/installation-file.ts';
import { readCloneSource } from '../../platform/postgres/clone/clone-source.ts';
import type { Site } from '../../platform/site.ts';
import { type Lab, openLab } from '../support/lab.ts';
import { startTestCluster, type TestCluster } from '../support/postgres.ts';
import { tinyFiles, tinyPlan, tinySubject, writePlans } from '../support/write-plan.ts';

let lab: Lab;
let run: string;
let provided: TestCluster;
let restoreUrl: string;
let root: string;

beforeAll(async () => {
	lab = await openLab({ plansDir: await writePlans([{ plan: tinyPlan, files: tinyFiles }]), subject: tinySubject });
	run = await lab.open('tiny');
	provided = await startTestCluster();
	restoreUrl = `postgresql://postgres:${provided.password}@${encodeURIComponent(provided.host)}/postgres`;
	root = await mkdtemp('/var/tmp/cutter-swept-');
	await chmod(root, 0o755);
}, 90_000);
afterAll(async () => {
	await provided?.stop();
	await lab?.close();
	await rm(root, { recursive: true });
});

/** Makes a clone in a process of its own and kills that. @returns where the clone is */
async function abandonClone(url: string | null, installation: string, of = run): Promise<string> {
	const script = fileURLToPath(new URL('../platform/clone/hold-clone.ts', import.meta.url));
	const holder = spawn(process.execPath, ['--no-warnings', script], { stdio: ['pipe', 'pipe', 'inherit'] });
	const source = await readCloneSource(lab.dba, installation);
	holder.stdin.end(JSON.stringify({ pgBin: lab.cluster.binDir, root, url, keep: false, run: of, source }));
	const [chunk] = await once(holder.stdout, 'data');
	holder.kill('SIGKILL');
	await once(holder, 'exit');
	return String(chunk).trim();
}

const site = (warn: (message: string) => void = () => undefined): Site => ({
	...lab.withEnv({ CLONES_DIR: root, RESTORE_URL: restoreUrl }),
	log: { info: () => undefined, warn, error: () => undefined },
});
const removals = async () =>
	(await lab.chain(run)).filter(({ kind }) => kind === 'clone.removed').map(({ body }) => body);

describe('what a killed process left', () => {
	it('is removed at the next start, here and on the server that is provided, and its run is told', async () => {
		const { id } = (await readInstallationFile(lab.site.artifactsDir)) ?? { id: '' };
		const [local, remote] = [await abandonClone(null, id), await abandonClone(restoreUrl, id)];
		expect(existsSync(local)).toBe(true);
		expect(await sweepClones(site())).toBe(2);
		expect(existsSync(local)).toBe(false);
		expect(await removals()).toEqual([
			{
				kind: 'local-cluster',
				place: local,
				gone: { process_gone: true, socket_gone: true, folder_gone: true },
				roles: [],
				swept: true,
			},
			{
				kind: 'remote-instance',
				place: remote,
				gone: { database_gone: true, sessions_gone: true, roles_gone: true },
				roles: expect.arrayContaining(['cutter_migrator', 'directus']),
				swept: true,
			},
		]);
		expect(await sweepClones(site())).toBe(0);
	}, 60_000);

	it('is removed for another installation too, whose ledger is not ours', async () => {
		const before = await removals();
		const other = await abandonClone(null, '00000000-0000-4000-8000-000000000000');
		expect(await sweepClones(site())).toBe(1);
		expect(existsSync(other)).toBe(false);
		expect(await removals()).toEqual(before);
	}, 60_000);

	it('is removed here although the server that is provided does not answer, which is said without its password', async () => {
		const { id } = (await readInstallationFile(lab.site.artifactsDir)) ?? { id: '' };
		const local = await abandonClone(null, id);
		const warnings: string[] = [];
		const astray = restoreUrl.replace(provided.password, 'canary-of-a-password');
		const unreachable = {
			...site((message) => warnings.push(message)),
			env: { ...site().env, RESTORE_URL: astray },
		};
		expect(await sweepClones(unreachable)).toBe(1);
		expect(existsSync(local)).toBe(false);
		expect(warnings).toEqual([expect.stringContaining('password authentication failed')]);
		expect(warnings.join()).not.toContain('canary');
	}, 60_000);
});
