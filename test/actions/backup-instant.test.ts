import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Stage, stages } from '../../actions/backup/stages.ts';
import { takeSnapshot } from '../../actions/backup/take-snapshot.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import { withClient } from '../../platform/postgres/with-client.ts';
import { type BackupTrial, openBackupTrial } from './backup-trial.ts';

let trial: BackupTrial;
beforeAll(async () => {
	// Rows that do not compress into what a pipe holds: pg_dump is not done before it is read.
	trial = await openBackupTrial(
		'CREATE TABLE public.filler AS SELECT md5(n::text) || md5((n + 1)::text) AS text FROM generate_series(1, 4000) n;',
	);
});
afterAll(() => trial?.close());

/** What somebody else does to a table meanwhile, and how the copy must look when the backup is one of after it. */
const changes = {
	TRUNCATE: { sql: 'TRUNCATE victim', after: { rows: 0, type: 'text' } },
	'a rewriting ALTER': {
		sql: "ALTER TABLE victim ALTER COLUMN text TYPE varchar USING text || ''",
		after: { rows: 500, type: 'character varying' },
	},
	DROP: { sql: 'DROP TABLE victim CASCADE', after: { rows: null, type: null } },
	CREATE: { sql: 'CREATE TABLE newcomer AS SELECT 1 AS n', after: { rows: 500, type: 'text' } },
};
const before = { rows: 500, type: 'text' };

const begin = `
	DROP TABLE IF EXISTS victim, newcomer CASCADE;
	CREATE TABLE victim AS SELECT n, md5(n::text) AS text FROM generate_series(1, 500) n;
	CREATE VIEW victims AS SELECT n FROM victim;
	ALTER TABLE victim OWNER TO directus; ALTER VIEW victims OWNER TO directus;`;

const lookAtVictim = async (copy: pg.Client) => {
	const { rows } = await copy.query(
		`SELECT format_type(a.atttypid, a.atttypmod) AS type FROM pg_attribute a
		WHERE a.attrelid = to_regclass('public.victim') AND a.attname = 'text'`,
	);
	if (rows.length === 0) return { rows: null, type: null };
	const { rows: counts } = await copy.query('SELECT count(*)::int AS rows FROM victim');
	return { rows: counts[0]?.rows, type: rows[0]?.type };
};

/** Carries on once the statement is done, or stands in line for a lock. */
async function startChange(observer: pg.Client, other: pg.Client, sql: string): Promise<{ end: Promise<unknown> }> {
	const { rows } = await other.query('SELECT pg_backend_pid() AS pid');
	let done = false;
	const end = other.query(sql).finally(() => {
		done = true;
	});
	const waits = "SELECT 1 FROM pg_stat_activity WHERE pid = $1 AND wait_event_type = 'Lock'";
	while (!done && (await observer.query(waits, [rows[0]?.pid])).rowCount === 0);
	return { end };
}

/** @returns what became of a backup during which somebody changed a table at this stage */
async function backUpWhile(change: keyof typeof changes, stage: Stage) {
	const { lab } = trial;
	const other = await lab.cluster.connect('subject');
	await other.query(begin);
	const number = (await lab.chain(trial.run)).length;
	let started: { end: Promise<unknown> } | undefined;
	const taken = await trial
		.take(async (reached) => {
			if (reached === stage) started = await startChange(lab.dba, other, changes[change].sql);
		})
		.then(
			() => 'taken' as const,
			(error: unknown) => error,
		);
	expect(started, `${stage} was reached`).toBeDefined();
	await started?.end;
	await other.end();
	if (taken === 'taken') return { taken: true, backup: await trial.newest() };
	if (!(taken instanceof CutterError)) throw taken;
	expect(['GATE_NOT_MET', 'LOCK_HELD']).toContain(taken.code);
	expect((await lab.chain(trial.run)).length, 'a discarded backup is not on record').toBe(number);
	return { taken: false, reason: taken.message };
}

describe('while somebody changes a table', { timeout: 120_000 }, () => {
	const outcomes = new Map<string, boolean>();

	describe.each(stages)('when it is %s', (stage) => {
		it.each(Object.keys(changes) as (keyof typeof changes)[])(
			'%s leaves a backup exact, or discarded',
			async (change) => {
				const { taken, backup } = await backUpWhile(change, stage);
				outcomes.set(`${stage} ${change}`, taken);
				if (!backup) return;
				const atInstant = await trial.taken(backup);
				const restored = await trial.restore(backup, lookAtVictim);
				expect(restored.counts).toEqual(atInstant.counts);
				expect(restored.content).toEqual(atInstant.content);
				// The locks come before the snapshot: only what was done before them can be in it.
				expect(restored.look).toEqual(stage === 'listed' ? changes[change].after : before);
				expect(restored.counts.map(({ table }) => table)).not.toContain('public.newcomer');
			},
		);
	});

	it('what waits for a lock costs no backup whose dump has begun', () => {
		const begun: Stage[] = ['dumping', 'dumped', 'read', 'checked', 'released'];
		for (const stage of begun)
			for (const change of ['TRUNCATE', 'a rewriting ALTER', 'DROP'])
				expect([stage, change, outcomes.get(`${stage} ${change}`)]).toEqual([stage, change, true]);
	});

	it('what came while everything was read discards it', () => {
		for (const stage of ['listed', 'locked', 'exported', 'dumping', 'counted', 'dumped', 'read'])
			expect([stage, outcomes.get(`${stage} CREATE`)]).toEqual([stage, false]);
		expect(outcomes.get('checked CREATE')).toBe(true);
	});
});

describe('meanwhile', { timeout: 60_000 }, () => {
	const during = (stage: Stage, sql: string) =>
		trial.take(async (reached) => {
			if (reached === stage) await trial.lab.dba.query(sql);
		});
	const reasonOf = (taking: Promise<unknown>) =>
		taking.then(
			() => 'taken',
			(error: unknown) => (error instanceof CutterError ? error.message : String(error)),
		);

	beforeAll(async () => {
		await trial.lab.dba.query(`CREATE FUNCTION public.answer() RETURNS int LANGUAGE sql AS 'SELECT 42';
			CREATE VIEW public.seen AS SELECT 1 AS n; CREATE SEQUENCE public.counter;
			CREATE MATERIALIZED VIEW public.kept AS SELECT count(*) FROM public.thing`);
	});

	it.each([
		[
			'a function that was changed and changed back',
			"CREATE OR REPLACE FUNCTION public.answer() RETURNS int LANGUAGE sql AS 'SELECT 41'",
			"CREATE OR REPLACE FUNCTION public.answer() RETURNS int LANGUAGE sql AS 'SELECT 42'",
			/function public\.answer\(\) was truncated, rewritten or replaced/,
		],
		[
			'a view that was changed and changed back',
			'CREATE OR REPLACE VIEW public.seen AS SELECT 2 AS n',
			'CREATE OR REPLACE VIEW public.seen AS SELECT 1 AS n',
			/view public\.seen was truncated, rewritten or replaced/,
		],
		[
			'a sequence that was made anew',
			'DROP SEQUENCE public.counter',
			'CREATE SEQUENCE public.counter',
			/sequence public\.counter was truncated, rewritten or replaced/,
		],
		[
			'an index that was added',
			'CREATE INDEX seen_later ON thing (name)',
			'SELECT 1',
			/the schema changed meanwhile \(.*seen_later/,
		],
		['a grant that was given', 'GRANT SELECT ON other TO PUBLIC', 'SELECT 1', /the schema changed meanwhile \(.*other/],
	])('%s discards the backup, and is named', async (_what, change, back, reason) => {
		expect(await reasonOf(during('dumping', `${change}; ${back}`))).toMatch(reason);
		await trial.lab.dba.query('DROP INDEX IF EXISTS seen_later; REVOKE SELECT ON other FROM PUBLIC');
	});

	it.each([
		['a row that is written', 'UPDATE thing SET name = name'],
		['a sequence that moves on', "SELECT nextval('public.counter')"],
		['a materialized view that is refreshed', 'REFRESH MATERIALIZED VIEW public.kept'],
		['a table that is analysed', 'ANALYZE thing'],
		['a temporary table', 'CREATE TEMP TABLE passing AS SELECT 1; DROP TABLE passing'],
		['an index that is built anew', 'REINDEX TABLE thing'],
	])('%s costs no backup', async (_what, sql) => {
		expect(await reasonOf(during('dumping', sql))).toBe('taken');
	});

	it('a snapshot without a dump is discarded just so', async () => {
		const taking = withClient(trial.lab.site.target, 'test', (client) =>
			takeSnapshot(
				{ site: trial.lab.site, client, runId: trial.run, actor: 'test', report: () => undefined },
				async (stage) => {
					if (stage === 'counted') await trial.lab.dba.query('CREATE TABLE public.late (id int)');
				},
			),
		);
		expect(await reasonOf(taking)).toMatch(/table public\.late was created/);
		await trial.lab.dba.query('DROP TABLE public.late');
		expect((await trial.lab.chain(trial.run)).filter(({ kind }) => kind === 'snapshot.taken').length).toBe(
			(await trial.lab.chain(trial.run)).filter(({ kind }) => kind === 'backup.taken').length,
		);
	});
});
