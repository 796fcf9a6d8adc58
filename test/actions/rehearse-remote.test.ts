import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunAction } from '../../contract/runs.ts';
import { rehearsalCompleted } from '../../core/evidence/bodies.ts';
import { type Lab, openLab } from '../support/lab.ts';
import { startTestCluster, type TestCluster } from '../support/postgres.ts';
import { tinyFiles, tinyPlan, tinySubject, writePlans } from '../support/write-plan.ts';

let lab: Lab;
let provided: TestCluster;
let run: string;
let clientPrograms: string;

beforeAll(async () => {
	lab = await openLab({ plansDir: await writePlans([{ plan: tinyPlan, files: tinyFiles }]), subject: tinySubject });
	provided = await startTestCluster();
	run = await lab.open('tiny');
	clientPrograms = await mkdtemp(join(tmpdir(), 'cutter-client-'));
	for (const name of ['pg_dump', 'pg_restore'])
		await symlink(`${lab.cluster.binDir}/${name}`, join(clientPrograms, name));
}, 90_000);
afterAll(async () => {
	await lab?.close();
	await provided?.stop();
	await rm(clientPrograms, { recursive: true });
});

/** Without server programs at hand, as in an image that brings the client ones only. */
const elsewhere = () => {
	const host = encodeURIComponent(provided.host);
	return lab.withEnv({
		REHEARSAL_URL: `postgresql://postgres:${provided.password}@${host}/postgres`,
		CLONES_DIR: '/no/such/folder',
		PG_BIN: clientPrograms,
	});
};
const act = async (action: RunAction, site = lab.site) => {
	const settled = await lab.act(run, action, { site });
	expect(settled, settled.error?.message).toMatchObject({ state: 'done', result: { outcome: 'pass' } });
};
const rehearsals = async () =>
	(await lab.chain(run))
		.filter(({ kind }) => kind === 'rehearsal.completed')
		.map(({ body }) => rehearsalCompleted.parse(body));

describe('on a server that somebody provides', { timeout: 60_000 }, () => {
	it('a rehearsal gives the same deltas as on a cluster of our own', async () => {
		await act('preflight');
		await act('backup');
		await act('rehearse');
		await act('rehearse', elsewhere());
		const [ours, theirs] = await rehearsals();
		expect(ours?.steps.length).toBe(2);
		expect(theirs?.steps.map(({ delta_digest }) => delta_digest)).toEqual(
			ours?.steps.map(({ delta_digest }) => delta_digest),
		);
	});

	it('the whole of a migration goes its way, and nothing is left there', async () => {
		await lab.sign(run, 'd32');
		await lab.sign(run, 'g4');
		await act('migrate', elsewhere());
		await act('verify', elsewhere());
		await act('closeout', elsewhere());
		const tested = (await lab.chain(run)).filter(({ kind }) => kind === 'restore.tested');
		expect(tested.map(({ body }) => (body['clone'] as { kind: string }).kind)).toEqual([
			'local-cluster',
			'remote-instance',
			'remote-instance',
			'remote-instance',
		]);
		const admin = await provided.connect('postgres');
		const { rows } = await admin.query(
			"SELECT datname AS name FROM pg_database WHERE datname LIKE 'cutter%' UNION SELECT rolname FROM pg_roles WHERE rolname IN ('directus', 'cutter_migrator')",
		);
		expect(rows).toEqual([]);
	});
});
