import { appendFile, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runOperation } from '../../actions/operation/run-operation.ts';
import type { Runtime } from '../../actions/runtime/runtime.ts';
import type { ActionView } from '../../contract/runs.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { ownSchemas } from '../../core/snapshot/own-schemas.ts';
import { snapshotDigest } from '../../core/snapshot/snapshot-digest.ts';
import { readInstallationFile, writeInstallationFile } from '../../platform/artifacts/installation-file.ts';
import { loadPlanById } from '../../platform/plans/load-plans.ts';
import { readSchemaSnapshot } from '../../platform/postgres/snapshot/read-schema-snapshot.ts';
import { withReadOnly } from '../../platform/postgres/transaction.ts';
import type { Site } from '../../platform/site.ts';
import { type Lab, openLab } from '../support/lab.ts';
import { tinyFiles, tinyPlan, tinySubject, writePlan, writePlans } from '../support/write-plan.ts';

let lab: Lab;
let plansDir: string;
let run: string;

beforeAll(async () => {
	plansDir = await writePlans([{ plan: tinyPlan, files: tinyFiles }]);
	lab = await openLab({ plansDir, subject: tinySubject });
	run = await lab.open('tiny');
	for (const action of ['preflight', 'backup', 'rehearse'] as const) await lab.act(run, action);
	await lab.sign(run, 'd32');
});
afterAll(() => lab?.close());

const schemaNow = async () =>
	snapshotDigest(await withReadOnly(lab.dba, () => readSchemaSnapshot(lab.dba, { excludeSchemas: [...ownSchemas] })));
const codeOf = (work: Promise<unknown>) =>
	work.then(
		() => 'nothing refused',
		(error: unknown) => (error instanceof CutterError ? error.code : String(error)),
	);

/** Asks for the migration and expects it refused by one gate: with the next action, on record, and nothing changed. */
async function expectRefused(gate: string, outcome: string, reason: RegExp, site?: Site): Promise<ActionView> {
	const before = await schemaNow();
	const settled = await lab.act(run, 'migrate', site ? { site } : {});
	expect(settled).toMatchObject({ state: 'refused', error: { code: 'GATE_NOT_MET' } });
	const found = settled.error?.gates.find((candidate) => candidate.gate === gate);
	expect(found).toMatchObject({ outcome, reason: expect.stringMatching(reason), next: expect.stringMatching(/\w+/) });
	expect(await schemaNow()).toBe(before);
	const refusals = (await lab.chain(run)).filter(({ kind }) => kind === 'action.refused');
	expect(refusals.at(-1)?.body).toMatchObject({
		action: 'migrate',
		code: 'GATE_NOT_MET',
		gates: expect.arrayContaining([expect.objectContaining({ gate })]),
	});
	expect((await lab.position(run)).committed).toEqual([]);
	return settled;
}

describe('who signs', () => {
	it('one sign-off alone is no quorum', async () => {
		await expectRefused('approval-quorum', 'blocked', /1 of 2 people have signed.*Not signed for: g4/);
	});

	it('the same person twice is refused, and still counts once', async () => {
		expect(await codeOf(lab.sign(run, 'd32'))).toBe('WRONG_STATE');
		await expectRefused('approval-quorum', 'blocked', /1 of 2/);
	});

	it('the same person twice counts once even when the database holds two items', async () => {
		const { rows } = await lab.dba.query('SELECT digest FROM cutter_approvals LIMIT 1');
		await lab.dba.query(
			"INSERT INTO cutter_approvals (run, kind, digest, outcome, signer, seats, signed_at, expires_at) VALUES ($1, 'execution', $2, 'pass', $3, '[\"g4\"]', now(), now() + interval '1 day')",
			[run, rows[0].digest, lab.users.d32],
		);
		await expectRefused('approval-quorum', 'blocked', /1 of 2/);
	});

	it.each([
		['a token without a login session', 'g4', { session: false }, 'HUMAN_SESSION_REQUIRED'],
		['a tool account', 'executor', {}, 'HUMAN_SESSION_REQUIRED'],
		['somebody without a seat of this plan', 'g2', {}, 'FORBIDDEN'],
		['a digest that is not the current one', 'g4', { digest: 'f'.repeat(64) }, 'STALE_DIGEST'],
	] as const)('%s does not sign', async (_what, person, options, code) => {
		expect(await codeOf(lab.sign(run, person, options))).toBe(code);
	});

	it('a seat whose account changed is suspended until it is confirmed', async () => {
		await lab.dba.query("UPDATE directus_users SET password = 'reset by an administrator' WHERE id = $1", [
			lab.users.g4,
		]);
		expect(await codeOf(lab.sign(run, 'g4'))).toBe('FORBIDDEN');
		await expectRefused('seats-held', 'blocked', /g4 is suspended/);
		await lab.dba.query("UPDATE directus_users SET password = 'hash of g4' WHERE id = $1", [lab.users.g4]);
	});

	it('the database itself refuses the requester, a stranger and another digest', async () => {
		const insert = (signer: string, digest: string) =>
			lab.dba.query(
				"INSERT INTO cutter_approvals (run, kind, digest, outcome, signer, seats, signed_at, expires_at) VALUES ($1, 'execution', $2, 'pass', $3, '[]', now(), now())",
				[run, digest, signer],
			);
		const { rows } = await lab.dba.query('SELECT digest FROM cutter_approvals LIMIT 1');
		await expect(insert(lab.users.executor, rows[0].digest)).rejects.toThrow('never signed by its requester');
		await expect(insert(lab.users.stranger, rows[0].digest)).rejects.toThrow('holds no seat');
		await expect(insert(lab.users.g4, 'f'.repeat(64))).rejects.toThrow('another digest');
		await expect(lab.dba.query("UPDATE cutter_approvals SET outcome = 'reject'")).rejects.toThrow('append-only');
		await expect(lab.dba.query('DELETE FROM cutter_approvals')).rejects.toThrow('append-only');
	});
});

describe('what a Flow may do', () => {
	const runtimeOf = (): Runtime => ({
		site: lab.site,
		assertSetUp: async () => undefined,
		queue: async () => {
			throw new Error('the queue was asked');
		},
	});

	it('a webhook Flow without a user is refused', async () => {
		const before = await schemaNow();
		for (const nobody of [null, {}, { user: null }]) {
			expect(await codeOf(runOperation(runtimeOf(), nobody, { action: 'migrate', run }))).toBe('UNAUTHENTICATED');
		}
		expect(await schemaNow()).toBe(before);
	});

	it('an incomplete quorum waits instead of failing', async () => {
		const signer = { user: lab.users.d32, admin: false, session: 'a-session' };
		expect(await runOperation(runtimeOf(), signer, { action: 'migrate', run })).toMatchObject({ verdict: 'waiting' });
	});
});

describe('with the quorum complete', () => {
	beforeAll(() => lab.sign(run, 'g4'));

	it('a changed byte in frozen SQL is refused, and nothing is executed', async () => {
		const before = await schemaNow();
		const file = join(plansDir, 'tiny', '1.sql');
		await appendFile(file, ' ');
		const settled = await lab.act(run, 'migrate');
		expect(settled).toMatchObject({
			state: 'refused',
			error: {
				code: 'PLAN_INVALID',
				message: expect.stringMatching(
					/1\.sql:1:1 digest-mismatch: its bytes changed after freezing.*plan-frozen, G-3/,
				),
			},
		});
		expect((await lab.chain(run)).at(-1)).toMatchObject({ kind: 'action.refused', body: { code: 'PLAN_INVALID' } });
		await writeFile(file, tinyFiles['1.sql']);
		expect(await schemaNow()).toBe(before);
	});

	it('a plan that was frozen anew is not the one that was approved', async () => {
		const changed = {
			...tinyFiles,
			'1.sql': "ALTER TABLE public.thing ADD COLUMN colour text;\nUPDATE public.thing SET colour = 'blue';\n",
		};
		await writePlan(plansDir, { plan: tinyPlan, files: changed });
		await expectRefused('plan-frozen', 'fail', /the run was opened for/);
		await writePlan(plansDir, { plan: tinyPlan, files: tinyFiles });
	});

	it('a stale backup is refused inside the transaction', async () => {
		await expectRefused(
			'backup-fresh',
			'blocked',
			/s old; 0 s or more refuses/,
			lab.withEnv({ BACKUP_MAX_AGE_MINUTES: 0.001 }),
		);
	});

	it('another installation than the enrolled one is refused', async () => {
		const known = await readInstallationFile(lab.site.artifactsDir);
		if (!known) throw new Error('not enrolled');
		await writeInstallationFile(lab.site.artifactsDir, { ...known, id: '00000000-0000-4000-8000-000000000000' });
		await expectRefused('identity-certain', 'fail', /The database says installation/);
		await writeInstallationFile(lab.site.artifactsDir, { ...known, system_identifier: '1' });
		await expectRefused('identity-certain', 'fail', /system identifier/);
		await writeInstallationFile(lab.site.artifactsDir, { ...known, database_oid: 1 });
		await expectRefused('identity-certain', 'fail', /The database is subject/);
		await writeInstallationFile(lab.site.artifactsDir, known);
	});

	it('a connection that reaches another server than Directus is refused', async () => {
		const elsewhere = await lab.cluster.createDatabase('elsewhere');
		const other = await lab.cluster.connect(elsewhere);
		const blind = {
			query: async (text: string, values?: unknown[]) =>
				text.includes('pg_locks') ? { rows: [], rowCount: 0 } : other.query(text, values),
		};
		const site: Site = { ...lab.site, directus: { ...lab.site.directus, withSession: (work) => work(blind) } };
		await expectRefused('identity-certain', 'fail', /different servers/, site);
	});

	it('a missing pg_dump is refused before anything is tried', async () => {
		const empty = await mkdtemp(join(tmpdir(), 'cutter-no-programs-'));
		await expectRefused(
			'host-ready',
			'blocked',
			/pg_dump was not found.*Install PostgreSQL/,
			lab.withEnv({ PG_BIN: empty }),
		);
	});

	it('another count than the plan’s is refused', async () => {
		await lab.dba.query("INSERT INTO thing VALUES (4, 'four')");
		await expectRefused('counts-expected', 'fail', /public\.thing: expected 3, found 4/);
		await lab.dba.query('DELETE FROM thing WHERE id = 4');
	});

	it('a table that cannot be counted is an error, not an empty table', async () => {
		await lab.dba.query('REVOKE directus, pg_read_all_data FROM cutter_migrator');
		await lab.dba.query('GRANT SELECT ON directus_users, cutter_approvals TO cutter_migrator');
		await expectRefused('counts-expected', 'error', /could not be counted: permission denied/);
		await lab.dba.query('GRANT directus, pg_read_all_data TO cutter_migrator');
		await lab.dba.query('REVOKE SELECT ON directus_users FROM cutter_migrator');
	});

	it('an object that the plan creates and that exists already is refused', async () => {
		await lab.dba.query('CREATE SCHEMA store');
		await expectRefused('targets-absent', 'fail', /Exists already: schema store/);
		await lab.dba.query('DROP SCHEMA store');
	});

	it('a schema that changed since the rehearsal is refused', async () => {
		await lab.dba.query('CREATE INDEX surprise ON thing (name)');
		await expectRefused('baseline-unchanged', 'fail', /The schema changed since the rehearsal/);
		await lab.dba.query('DROP INDEX surprise');
	});

	it('a lock that is held elsewhere blocks and stops nothing', async () => {
		const other = await lab.cluster.connect('subject');
		await other.query("BEGIN; LOCK TABLE thing IN ROW EXCLUSIVE MODE; SET application_name = 'dot-iu-cutter test'");
		const settled = await lab.act(run, 'migrate');
		expect(settled).toMatchObject({ state: 'refused', error: { code: 'LOCK_HELD' } });
		await other.query('ROLLBACK');
		expect(await lab.position(run)).toMatchObject({ stopped: '', unsettled: false, committed: [] });
	});

	it('a role without the rights is refused by PostgreSQL already in a rehearsal', async () => {
		const second = await lab.open('tiny').catch((error: CutterError) => error.code);
		expect(second).toBe('WRONG_STATE');
		await lab.dba.query('ALTER TABLE thing OWNER TO postgres');
		await lab.act(run, 'backup');
		const rehearsed = await lab.act(run, 'rehearse');
		expect(rehearsed.result).toMatchObject({
			outcome: 'fail',
			message: expect.stringContaining('must be owner of table thing'),
		});
	});
});

describe('plans that are no plans', () => {
	const load = (id: string) =>
		loadPlanById([plansDir], id).then(
			() => 'accepted',
			(error: Error) => error.message,
		);

	it.each([
		[
			'an unknown key',
			{ ...tinyPlan, id: 'bad-key', colour: 'red' },
			tinyFiles,
			/plan\.yaml:\d+:\d+ plan-shape: \(root\): Unrecognized key.*colour/,
		],
		[
			'an unknown key of a step',
			{ ...tinyPlan, id: 'bad-step', steps: [{ ...tinyPlan.steps[0], shape: 1 }] },
			tinyFiles,
			/plan\.yaml:\d+:\d+ plan-shape: steps\[0\]: Unrecognized key.*shape/,
		],
		[
			'COMMIT inside',
			{ ...tinyPlan, id: 'bad-commit' },
			{ ...tinyFiles, '1.sql': 'ALTER TABLE thing ADD COLUMN a int;\nCOMMIT;\nSELECT 1;' },
			/1\.sql:2:1 transaction-control: /,
		],
		[
			'CONCURRENTLY',
			{ ...tinyPlan, id: 'bad-concurrent' },
			{ ...tinyFiles, '2.sql': 'CREATE INDEX CONCURRENTLY i ON thing (name);' },
			/2\.sql:1:1 concurrently: /,
		],
		[
			'a program',
			{ ...tinyPlan, id: 'bad-copy' },
			{ ...tinyFiles, '2.sql': "\nCOPY thing TO PROGRAM 'cat';" },
			/2\.sql:2:1 copy-program: /,
		],
		[
			'a psql meta-command',
			{ ...tinyPlan, id: 'bad-meta' },
			{ ...tinyFiles, '2.sql': '\\! ls' },
			/2\.sql:1:1 psql-meta-command: /,
		],
		[
			'another judge',
			{ ...tinyPlan, id: 'bad-role' },
			{ ...tinyFiles, '2.sql': "SET session_replication_role = 'replica';" },
			/2\.sql:1:1 judge-setting: /,
		],
		[
			'a range beyond the file',
			{ ...tinyPlan, id: 'bad-range', steps: [{ ...tinyPlan.steps[0], statements: [1, 9] }] },
			tinyFiles,
			/asks for statements 1 to 9 of 2/,
		],
	])('%s is refused with its place', async (_what, plan, files, message) => {
		await writePlan(plansDir, { plan, files });
		expect(await load(plan.id)).toMatch(message);
	});

	it('leaves the file it refused as it was', async () => {
		expect(await readFile(join(plansDir, 'bad-meta', '2.sql'), 'utf8')).toBe('\\! ls');
	});
});
