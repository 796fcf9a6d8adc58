import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { performAction } from '../../actions/action/perform-action.ts';
import { awaitAction, requestAction } from '../../actions/action/request-action.ts';
import { verifyRunPair } from '../../actions/pair/verify-run-pair.ts';
import { watchVerifications } from '../../actions/pair/watch-verifications.ts';
import { checkDrift } from '../../actions/signal/check-drift.ts';
import { signedHalf } from '../../contract/signatures.ts';
import { type ActionQueue, queueSchema, startActionQueue } from '../../platform/jobs/action-queue.ts';
import { grantVerifier } from '../../platform/postgres/control/grant-verifier.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { type Lab, openLab } from '../support/lab.ts';
import { tinyFiles, tinyPlan, tinySubject, writePlans } from '../support/write-plan.ts';

const later = {
	...tinyPlan,
	id: 'later',
	steps: [{ id: 'lid', title: 'A lid', file: '1.sql', rollback: '1-back.sql' }],
	preflight: [],
	expect: {},
	verify: [],
	frozen: [],
	not_restorable: [],
	scope: { allow: ['public.lid'] },
};
const laterFiles = {
	'1.sql': 'CREATE TABLE public.lid (id integer PRIMARY KEY);\n',
	'1-back.sql': 'DROP TABLE public.lid;\n',
};

let lab: Lab;
const keyOf = (half: string) => join(lab.site.artifactsDir, 'keys', `${half}.pem`);
const verdictOf = (run: string, site: Site = lab.site) =>
	withPooled(site.pool, (session) => verifyRunPair(site, session, run));
const signaturesOf = async (run: string) =>
	(await lab.chain(run)).filter(({ kind }) => kind === 'pair.signed').map(({ body }) => signedHalf.parse(body));

async function migrate(run: string): Promise<void> {
	for (const action of ['preflight', 'backup', 'rehearse'] as const)
		expect(await lab.act(run, action)).toMatchObject({ result: { outcome: 'pass' } });
	await lab.sign(run, 'd32');
	await lab.sign(run, 'g4');
	expect(await lab.act(run, 'migrate')).toMatchObject({ result: { outcome: 'pass' } });
}

beforeAll(async () => {
	lab = await openLab({
		plansDir: await writePlans([
			{ plan: tinyPlan, files: tinyFiles },
			{ plan: later, files: laterFiles },
		]),
		subject: tinySubject,
	});
});
afterAll(() => lab?.close());

describe('a run', () => {
	let run: string;

	beforeAll(async () => {
		run = await lab.open('tiny');
		await migrate(run);
	});

	it('is signed by its executor as soon as it is committed, and has no pair yet', async () => {
		const [executor, none] = await signaturesOf(run);
		expect(executor?.payload_envelope).toMatchObject({
			signature_kind: 'executor_run',
			run_id: run,
			signer: { identity: lab.users.executor, tool_revision: lab.site.toolRevision },
		});
		expect(none).toBeUndefined();
		await expect(verdictOf(run)).rejects.toMatchObject({ code: 'WRONG_STATE' });
	});

	it('is signed by its verifier when the verification has passed, in answer to the executor', async () => {
		expect(await lab.act(run, 'verify')).toMatchObject({
			result: { outcome: 'pass', message: expect.stringContaining('signatures are valid (revision policy: same)') },
		});
		const [executor, verifier] = await signaturesOf(run);
		expect(verifier?.payload_envelope).toMatchObject({
			signature_kind: 'verifier_run',
			signer: { identity: lab.users.verifier },
			statement: { executor_payload_hash: executor?.payload_hash, outcome: 'pass' },
		});
		expect(await verdictOf(run)).toMatchObject({ outcome: 'valid', scheme: 'ed25519', revision_policy: 'same' });
	});

	it('has the verdict on record, with the policy it went by', async () => {
		const verified = (await lab.chain(run)).filter(({ kind }) => kind === 'pair.verified');
		expect(verified.map(({ body }) => [body['outcome'], body['revision_policy']])).toEqual([['valid', 'same']]);
	});

	it('is signed once, however often it is verified', async () => {
		await lab.act(run, 'verify');
		await lab.act(run, 'sign-pair');
		expect(await signaturesOf(run)).toHaveLength(2);
	});

	it('drifts where the policy asks for two revisions and both are one', async () => {
		const distinct = lab.withEnv({ REVISION_POLICY: 'distinct' });
		expect(await verdictOf(run, distinct)).toMatchObject({
			state: 'invalid_drift',
			signals: ['dot_pair_drift'],
			reasons: [{ code: 'REVISION_MISMATCH' }],
		});
		expect((await checkDrift(distinct)).findings.map(({ kind }) => kind)).toContain('dot_pair_drift');
	});

	it('is not vouched for by a keyring that the ledger does not know', async () => {
		const path = join(lab.site.artifactsDir, 'keyring.json');
		const kept = await readFile(path, 'utf8');
		await writeFile(path, kept.replace(/"not_after": null/, '"not_after": "2020-01-01T00:00:00.000Z"'));
		await expect(verdictOf(run)).rejects.toMatchObject({ code: expect.stringMatching(/OUTCOME_UNKNOWN|SETUP_NEEDED/) });
		expect((await checkDrift(lab.site)).not_examined.join()).toContain(run);
		await writeFile(path, kept);
		expect(await verdictOf(run)).toMatchObject({ outcome: 'valid' });
	});

	it('keeps its keys as files for their owner alone, and none in the database', async () => {
		const pem = await readFile(keyOf('executor'), 'utf8');
		const secret = pem.split('\n')[1] ?? '';
		const { rows } = await lab.dba.query(
			"SELECT string_agg(e::text, '') LIKE '%' || $1 || '%' AS leaked FROM cutter_control.evidence e",
			[secret],
		);
		expect(rows).toEqual([{ leaked: false }]);
	});
});

describe('the verifier as a process of its own', () => {
	let run: string;
	let directus: ActionQueue;
	const stop = new AbortController();
	let watching: Promise<void>;
	let verifierPool: pg.Pool;
	let verifierUrl: { user: string; password: string };

	beforeAll(async () => {
		verifierUrl = { user: 'cutter_verifier', password: 'of-the-verifier' };
		await lab.dba.query(
			`CREATE ROLE ${verifierUrl.user} LOGIN PASSWORD '${verifierUrl.password}'; GRANT pg_read_all_data, pg_read_all_stats TO ${verifierUrl.user}`,
		);
		await grantVerifier(lab.dba, verifierUrl.user, { migrator: lab.site.target.user, queueSchema });
		// Directus holds the executor's key alone.
		await rename(keyOf('verifier'), join(lab.site.artifactsDir, 'elsewhere.pem'));
		const target = { ...lab.site.target, ...verifierUrl };
		verifierPool = new pg.Pool({ ...target, max: 4 });
		const site: Site = {
			...lab.site,
			target,
			pool: verifierPool,
			env: { ...lab.site.env, VERIFIER_KEY_FILE: join(lab.site.artifactsDir, 'elsewhere.pem') },
		};
		// It may come before Directus, which sets the queue up.
		watching = watchVerifications(site, stop.signal);
		directus = await startActionQueue(lab.site.target, lab.site.log, { serves: ['executor'], keeps: true }, (id) =>
			performAction(lab.site, id),
		);
		run = await lab.open('later');
		await migrate(run);
	});
	afterAll(async () => {
		stop.abort();
		await watching;
		await verifierPool.end();
		await directus.stop();
	});

	it('verifies and signs what Directus asks for and could not sign itself', async () => {
		const asked = await requestAction(lab.site, directus, await lab.caller('executor'), { run, action: 'verify' });
		expect(await awaitAction(lab.site, asked.id, 30_000)).toMatchObject({
			state: 'done',
			result: { outcome: 'pass', message: expect.stringContaining('valid') },
		});
		expect(await verdictOf(run)).toMatchObject({ outcome: 'valid' });
		expect((await lab.position(run)).phase).toBe('completed');
	});

	it('is refused in a process that does not hold the key', async () => {
		expect(await lab.act(run, 'verify')).toMatchObject({ state: 'refused', error: { code: 'SETUP_NEEDED' } });
	});

	it.each([
		"UPDATE public.thing SET name = 'x'",
		'CREATE TABLE public.mine (id int)',
		"UPDATE cutter_control.evidence SET actor = 'x'",
		'DELETE FROM cutter_control.evidence',
		"INSERT INTO cutter_control.seat_holder VALUES ('d32', gen_random_uuid(), 'human', '', '')",
		'INSERT INTO public.cutter_approvals DEFAULT VALUES',
	])('may not: %s', async (sql) => {
		const client = await new pg.Pool({ ...lab.site.target, ...verifierUrl, max: 1 }).connect();
		await expect(client.query(sql)).rejects.toMatchObject({ code: '42501' });
		client.release(true);
	});
});

describe('a commit that could not be signed', () => {
	it('stays, is told, and is signed later; the verifier answers then', async () => {
		const other = await openLab({
			plansDir: await writePlans([{ plan: tinyPlan, files: tinyFiles }]),
			subject: tinySubject,
		});
		try {
			const key = join(other.site.artifactsDir, 'keys', 'executor.pem');
			const run = await other.open('tiny');
			for (const action of ['preflight', 'backup', 'rehearse'] as const) await other.act(run, action);
			await other.sign(run, 'd32');
			await other.sign(run, 'g4');
			await rename(key, `${key}.away`);
			expect(await other.act(run, 'migrate')).toMatchObject({
				result: { outcome: 'pass', message: expect.stringContaining('not signed by the executor') },
			});
			expect(await other.act(run, 'verify')).toMatchObject({
				result: { outcome: 'fail', message: expect.stringContaining('executor MISSING') },
			});
			expect((await checkDrift(other.site)).findings).toContainEqual(
				expect.objectContaining({ kind: 'signature_failure', fault: expect.stringContaining('executor/MISSING') }),
			);
			expect(await other.act(run, 'sign-pair')).toMatchObject({ state: 'refused', error: { code: 'SETUP_NEEDED' } });
			await rename(`${key}.away`, key);
			expect(await other.act(run, 'sign-pair')).toMatchObject({ result: { outcome: 'pass' } });
			expect(await other.act(run, 'verify')).toMatchObject({ result: { outcome: 'pass' } });
			await rm(key);
		} finally {
			await other.close();
		}
	});
});
