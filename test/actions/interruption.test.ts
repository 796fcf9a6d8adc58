import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runGatedTransaction } from '../../actions/migration/gated-transaction.ts';
import { resolveRun } from '../../actions/migration/resolve-run.ts';
import { readReadiness } from '../../actions/readiness/read-readiness.ts';
import { cancelRun } from '../../actions/run/cancel-run.ts';
import { readRunContext } from '../../actions/run/read-run-context.ts';
import { raiseStops } from '../../actions/signal/raise-stops.ts';
import { appendEvidence } from '../../platform/postgres/ledger/append-evidence.ts';
import { withInstallationLock } from '../../platform/postgres/lock/installation-lock.ts';
import { raiseEpoch } from '../../platform/postgres/run/runs.ts';
import { withTransaction } from '../../platform/postgres/transaction.ts';
import { withClient, withPooled } from '../../platform/postgres/with-client.ts';
import { type Lab, openLab } from '../support/lab.ts';
import { type PlanDraft, tinyFiles, tinyPlan, tinySubject, writePlans } from '../support/write-plan.ts';

/** The tiny plan with other SQL for its first or second step. */
const variant = (id: string, files: Partial<typeof tinyFiles>, more: Record<string, unknown> = {}): PlanDraft => ({
	plan: { ...tinyPlan, verify: [], ...more, id },
	files: { ...tinyFiles, ...files },
});
const first = "ALTER TABLE public.thing ADD COLUMN colour text;\nUPDATE public.thing SET colour = 'red';\n";
const onProduction = "(SELECT count(*) FROM pg_namespace WHERE nspname = 'cutter_control') > 0";
/** Functions of the subject, into which no lint looks: whether this is the real database, and what runs any text. */
const hidden = `
	CREATE FUNCTION public.is_production() RETURNS boolean LANGUAGE sql AS $$ SELECT ${onProduction} $$;
	CREATE FUNCTION public.run_hidden(sql text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE sql; END $$;
`;
/** Does something on the real database only: the clone has no cutter_control. */
const onlyHere = (sql: string) => `${first}DO $$ BEGIN IF public.is_production() THEN ${sql} END IF; END $$;\n`;
const hiddenHere = (sql: string) => onlyHere(`PERFORM public.run_hidden('${sql}');`);

let lab: Lab;

beforeAll(async () => {
	const perStep = { transaction: 'per_step' };
	lab = await openLab({
		subject: `${tinySubject} ${hidden} CREATE TABLE public.bystander (id integer);`,
		plansDir: await writePlans([
			{ plan: tinyPlan, files: tinyFiles },
			variant('killed', { '1.sql': onlyHere('PERFORM pg_sleep(30);') }),
			variant(
				'half',
				{
					'2.sql': `CREATE SCHEMA store;\nCREATE TABLE store.box (id integer PRIMARY KEY);\nDO $$ BEGIN IF public.is_production() THEN RAISE EXCEPTION 'no'; END IF; END $$;\n`,
				},
				perStep,
			),
			variant('outside', { '1.sql': hiddenHere('INSERT INTO public.bystander VALUES (1)') }),
			variant('judge', { '1.sql': hiddenHere('UPDATE cutter_control.run SET epoch = epoch + 1') }),
			variant('drifts', { '1.sql': hiddenHere('ALTER TABLE public.thing ADD COLUMN extra text') }),
			variant('settings', { '1.sql': hiddenHere('SET LOCAL lock_timeout = 0') }),
			variant('unsynced', { '1.sql': hiddenHere('SET synchronous_commit = local') }),
			variant('commits', { '1.sql': hiddenHere('COMMIT') }),
			variant(
				'deferred',
				{
					'1.sql': `${first}CREATE TABLE public.thing_part (id integer PRIMARY KEY, thing integer REFERENCES public.thing DEFERRABLE INITIALLY DEFERRED);\nDO $$ BEGIN IF public.is_production() THEN INSERT INTO public.thing_part VALUES (1, 99); END IF; END $$;\n`,
					'1-back.sql': 'DROP TABLE public.thing_part;\nALTER TABLE public.thing DROP COLUMN colour;\n',
				},
				{ scope: { allow: ['public.thing', 'public.thing_part', 'store'] } },
			),
			variant(
				'undecided',
				{},
				{
					steps: [
						{
							...tinyPlan.steps[0],
							validate: [
								{
									id: 'blind',
									title: 'Crashes here',
									sql: `SELECT 1 / (CASE WHEN ${onProduction} THEN 0 ELSE 1 END) AS one`,
									expect: { scalar: 1 },
								},
							],
						},
						tinyPlan.steps[1],
					],
				},
			),
		]),
	});
});
afterAll(() => lab?.close());

/** Takes a plan up to its complete quorum. */
async function ready(plan: string): Promise<string> {
	const run = await lab.open(plan);
	for (const action of ['preflight', 'backup', 'rehearse'] as const) {
		const settled = await lab.act(run, action);
		expect(settled, settled.error?.message ?? settled.result?.message).toMatchObject({ result: { outcome: 'pass' } });
	}
	await lab.sign(run, 'd32');
	await lab.sign(run, 'g4');
	return run;
}

async function expectUntouched(): Promise<void> {
	const { rows } = await lab.dba.query(
		"SELECT to_regnamespace('store') AS store, (SELECT count(*)::int FROM pg_attribute WHERE attname = 'colour') AS colour, (SELECT count(*)::int FROM bystander) AS bystander",
	);
	expect(rows).toEqual([{ store: null, colour: 0, bystander: 0 }]);
}

describe('a migration that comes out wrong', () => {
	it.each([
		['outside', /scope-kept.*public\.bystander/],
		['judge', /scope-kept.*cutter_control\.run/],
		['drifts', /delta-rehearsed.*one changed the schema otherwise/],
		['settings', /changed its own judge/],
		['unsynced', /changed its own judge/],
		['commits', /COMMIT|transaction/],
		['deferred', /foreign key/],
	])('is rolled back whole, on record, and stops the run: %s', async (plan, reason) => {
		const run = await ready(plan);
		const settled = await lab.act(run, 'migrate');
		expect(settled.result).toMatchObject({ outcome: 'fail', message: expect.stringMatching(reason) });
		await expectUntouched();
		expect(await lab.position(run)).toMatchObject({
			committed: [],
			unsettled: false,
			stopped: expect.stringMatching(reason),
		});
		expect(await lab.act(run, 'migrate')).toMatchObject({
			error: { code: 'WRONG_STATE', message: expect.stringContaining('stopped') },
		});
		await raiseStops(lab.site);
		const { rows } = await lab.dba.query(
			"SELECT seen FROM cutter_control.manual_record WHERE kind = 'migration_step_failed' AND payload->>'run' = $1",
			[run],
		);
		expect(rows).toEqual([{ seen: 1 }]);
		await cancelRun(lab.site, run, lab.users.executor, 'tested');
	});

	it('leaves the run free to try again when a validation could not be decided', async () => {
		const run = await ready('undecided');
		expect(await lab.act(run, 'migrate')).toMatchObject({
			state: 'refused',
			error: { code: 'GATE_NOT_MET', message: expect.stringMatching(/error.*division by zero/) },
		});
		await expectUntouched();
		expect(await lab.position(run)).toMatchObject({ committed: [], unsettled: false, stopped: '' });
		await cancelRun(lab.site, run, lab.users.executor, 'tested');
	});

	it('says what is known when the backend is killed', async () => {
		const run = await ready('killed');
		const asked = lab.act(run, 'migrate');
		await expect
			.poll(
				async () =>
					(
						await lab.dba.query(
							"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'dot-iu-cutter migrate' AND query LIKE '%pg_sleep%' AND state = 'active'",
						)
					).rowCount,
				{ timeout: 30_000 },
			)
			.toBe(1);
		expect((await asked).state).not.toBe('running');
		await expectUntouched();
		expect(await lab.position(run)).toMatchObject({ committed: [], unsettled: false });
		await cancelRun(lab.site, run, lab.users.executor, 'tested');
	});
});

describe('a run whose migration has no recorded end', () => {
	let run: string;
	beforeAll(async () => {
		run = await ready('tiny');
		const { rehearsal, backup } = await lab.position(run);
		const body = {
			steps: ['one', 'two'],
			approval_digest: rehearsal?.body.approval_digest,
			backup: backup?.body.sha256,
			epoch: 1,
			tool_revision: 'x',
		};
		await withPooled(lab.site.pool, (session) =>
			withTransaction(session, () =>
				appendEvidence(session, { chain: run, kind: 'migration.intended', actor: 'system', body }),
			),
		);
	});

	it('is INTERRUPTED, and not migrated before it is settled', async () => {
		expect(await readReadiness(lab.site, await lab.caller('executor'), 'tiny')).toMatchObject({
			verdict: 'INTERRUPTED',
			next: [{ action: 'resolve' }],
		});
		expect(await lab.act(run, 'migrate')).toMatchObject({
			error: { code: 'WRONG_STATE', message: expect.stringContaining('resolve') },
		});
	});

	it('is settled from the ledger', async () => {
		expect(await resolveRun(lab.site, run, lab.users.executor)).toEqual({ message: 'Not committed: one, two.' });
		expect(await lab.position(run)).toMatchObject({
			unsettled: false,
			stopped: expect.stringContaining('the ledger holds 0 of 2 steps'),
		});
	});

	it('is never committed by a runner that was overtaken', async () => {
		await withClient(lab.site.target, 'dot-iu-cutter migrate', (client) =>
			withInstallationLock(client, 1000, async () => {
				const stale = await raiseEpoch(client, run);
				await withPooled(lab.site.pool, (session) => raiseEpoch(session, run));
				const { plan } = await readRunContext(lab.site, client, run);
				const context = { site: lab.site, client, runId: run, actor: 'system', report: () => undefined };
				await expect(runGatedTransaction(context, plan.steps, stale)).rejects.toThrow(
					'Another runner took this run over',
				);
			}),
		);
		await expectUntouched();
		await cancelRun(lab.site, run, lab.users.executor, 'tested');
	});

	it('is never committed without the lock on its own connection', async () => {
		const other = await lab.open('tiny');
		await withClient(lab.site.target, 'dot-iu-cutter migrate', async (client) => {
			const epoch = await raiseEpoch(client, other);
			const { plan } = await readRunContext(lab.site, client, other);
			const context = { site: lab.site, client, runId: other, actor: 'system', report: () => undefined };
			await expect(runGatedTransaction(context, plan.steps, epoch)).rejects.toThrow('pooler');
		});
		await cancelRun(lab.site, other, lab.users.executor, 'tested');
	});
});

describe('two actions at once', () => {
	it('wait for each other, and the later one is told who holds the lock', async () => {
		const run = await lab.open('tiny');
		await withClient(lab.site.target, 'another process', (client) =>
			withInstallationLock(client, 1000, async () => {
				expect(await lab.act(run, 'preflight')).toMatchObject({
					state: 'refused',
					error: { code: 'LOCK_HELD', message: expect.stringMatching(/backend \d+ since/) },
				});
			}),
		);
		expect(await lab.act(run, 'preflight')).toMatchObject({ state: 'done' });
		await cancelRun(lab.site, run, lab.users.executor, 'tested');
	});
});

describe('a per-step plan that fails half-way', () => {
	it('keeps what is committed, and says that resuming is not part of this version', async () => {
		const run = await ready('half');
		expect(await lab.act(run, 'migrate')).toMatchObject({
			result: { outcome: 'fail', message: expect.stringMatching(/two.*no/) },
		});
		const { committed, stopped } = await lab.position(run);
		expect(committed.map(({ body }) => body.step)).toEqual(['one']);
		expect(stopped).toMatch(/two failed/);
		expect(await lab.act(run, 'migrate')).toMatchObject({
			state: 'refused',
			error: {
				code: 'WRONG_STATE',
				message: expect.stringMatching(
					/Steps one of half are committed.*Resuming a half-done per-step plan is not part/,
				),
			},
		});
		expect(await readReadiness(lab.site, await lab.caller('executor'), 'half')).toMatchObject({
			verdict: 'STOPPED',
			next: [{ action: expect.stringContaining('Resuming is not part') }],
		});
		await expect(cancelRun(lab.site, run, lab.users.executor, 'no')).rejects.toThrow('it cannot be cancelled');
	});
});
