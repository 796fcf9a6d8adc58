import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunAction } from '../../contract/runs.ts';
import { ownSchemas } from '../../core/snapshot/own-schemas.ts';
import { snapshotDigest } from '../../core/snapshot/snapshot-digest.ts';
import type { Session } from '../../platform/postgres/session.ts';
import { countRows } from '../../platform/postgres/snapshot/count-rows.ts';
import { listTables } from '../../platform/postgres/snapshot/list-tables.ts';
import { readContentDigests } from '../../platform/postgres/snapshot/read-content-digest.ts';
import { readSchemaSnapshot } from '../../platform/postgres/snapshot/read-schema-snapshot.ts';
import { withReadOnly } from '../../platform/postgres/transaction.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import { type Lab, openLab } from '../support/lab.ts';
import { tinyFiles, tinyPlan, tinySubject, writePlans } from '../support/write-plan.ts';

const subject = `${tinySubject}
	CREATE SEQUENCE public.counter; SELECT nextval('public.counter');
	CREATE MATERIALIZED VIEW public.names AS SELECT name FROM public.thing;
	CREATE TABLE public.event (at integer) PARTITION BY RANGE (at);
	CREATE TABLE public.event_1 PARTITION OF public.event FOR VALUES FROM (0) TO (10);
	INSERT INTO public.event VALUES (1), (2);
	SELECT lo_from_bytea(4711, 'x');`;
/** All that may be done before anybody has approved anything. */
const actions: RunAction[] = ['preflight', 'snapshot', 'backup', 'restore-test', 'rehearse'];

let lab: Lab;
let run: string;
beforeAll(async () => {
	lab = await openLab({ plansDir: await writePlans([{ plan: tinyPlan, files: tinyFiles }]), subject });
	run = await lab.open('tiny');
	// The session that created the database still has that write to report.
	await lab.dba.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'postgres'");
	// Its own reports of dead rows are writes, and are not what is looked for.
	for (const table of ['thing', 'other', 'event_1'])
		await lab.dba.query(`ALTER TABLE public.${table} SET (autovacuum_enabled = off)`);
});
afterAll(() => lab?.close());

/** Backends keep their counts to themselves for up to a second; each of these hands its own in. */
async function flushCounters(): Promise<void> {
	const flush = (session: Session) => session.query('SELECT pg_stat_force_next_flush()');
	let there = 0;
	let allThere: () => void = () => undefined;
	const together = new Promise<void>((resolve) => {
		allThere = resolve;
	});
	// As many at once as the pool has, so that each connection is asked.
	await Promise.all(
		Array.from({ length: 6 }, () =>
			withPooled(lab.site.pool, async (session) => {
				there += 1;
				if (there === 6) allThere();
				await together;
				await flush(session);
			}),
		),
	);
	await lab.site.directus.withSession((one) =>
		lab.site.directus.withSession((other) => Promise.all([flush(one), flush(other)])),
	);
	await flush(lab.dba);
	// What ended has handed them in, but may not be gone yet.
	const others = `SELECT 1 FROM pg_stat_activity WHERE datname = 'subject' AND application_name ~ '^dot-iu-cutter' AND state <> 'idle'`;
	await expect.poll(async () => (await lab.dba.query(others)).rowCount).toBe(0);
	await lab.dba.query('SELECT pg_stat_clear_snapshot()');
}

/** Whose rows may be written: the bundle's own, sign-offs, Directus's own, and PostgreSQL's statistics about them. */
const allowed = (name: string) =>
	ownSchemas.some((schema) => name.startsWith(`${schema}.`)) ||
	/^public\.(cutter_approvals|directus_\w+)$/.test(name) ||
	// Rows of these belong to tables that were named above, or to ANALYZE.
	/^pg_toast\.|^pg_catalog\.pg_statistic(_ext_data)?$/.test(name);

/** Rows written since the server began, by table: inserted, updated, deleted. PostgreSQL's own catalogs are among them. */
async function readWrites(): Promise<Map<string, string>> {
	await flushCounters();
	const { rows } = await lab.dba.query(
		`SELECT schemaname || '.' || relname AS name, n_tup_ins || '/' || n_tup_upd || '/' || n_tup_del AS writes
		FROM pg_stat_all_tables ORDER BY 1`,
	);
	return new Map(rows.map(({ name, writes }) => [name, writes]));
}

/** All rows written in this database, by its own counter. */
async function readWritesOfAll(): Promise<number> {
	const { rows } = await lab.dba.query(
		`SELECT (tup_inserted + tup_updated + tup_deleted)::float8 AS writes FROM pg_stat_database
		WHERE datname = current_database()`,
	);
	return rows[0].writes;
}

const sum = (writes: string | undefined) =>
	(writes ?? '').split('/').reduce((total, count) => total + Number(count), 0);

async function readSubject() {
	const { rows: servers } = await lab.dba.query(
		`SELECT pg_postmaster_start_time()::text AS started, system_identifier::text AS identifier,
			(SELECT stats_reset::text FROM pg_stat_database WHERE datname = current_database()) AS counted_since
		FROM pg_control_system()`,
	);
	return withReadOnly(lab.dba, async () => {
		const tables = await listTables(lab.dba, { excludeSchemas: [...ownSchemas] });
		const content = await readContentDigests(
			[lab.dba],
			tables.filter(({ kind }) => kind === 'ordinary'),
		);
		const { rows: positions } = await lab.dba.query('SELECT last_value, is_called FROM public.counter');
		const { rows: versions } = await lab.dba.query(
			`SELECT c.oid::regclass::text AS relation, c.xmin, pg_relation_filenode(c.oid) AS node FROM pg_class c
			JOIN pg_namespace n ON n.oid = c.relnamespace
			WHERE n.nspname !~ '^(pg_|information_schema|cutter_)' ORDER BY 1`,
		);
		const rowVersions: unknown[] = [];
		for (const { table } of tables)
			rowVersions.push(
				(await lab.dba.query(`SELECT '${table}' AS t, ctid, xmin, xmax, cmin FROM ${table} ORDER BY ctid`)).rows,
			);
		return {
			server: servers[0],
			schema: snapshotDigest(await readSchemaSnapshot(lab.dba, { excludeSchemas: [...ownSchemas] })),
			counts: await countRows([lab.dba], tables),
			content,
			positions,
			versions,
			rowVersions,
		};
	});
}

it('nothing that comes before an approval writes anything of the subject', { timeout: 120_000 }, async () => {
	const before = { writes: await readWrites(), all: await readWritesOfAll(), subject: await readSubject() };
	for (const action of actions)
		expect(await lab.act(run, action), action).toMatchObject({ state: 'done', result: { outcome: 'pass' } });
	const after = { writes: await readWrites(), all: await readWritesOfAll(), subject: await readSubject() };
	expect(after.subject).toEqual(before.subject);
	const written = [...after.writes]
		.filter(([name, writes]) => before.writes.get(name) !== writes)
		.map(([name]) => name);
	expect(written.filter((name) => !allowed(name))).toEqual([]);
	// The counters do count: evidence was written meanwhile.
	expect(written).toContain('cutter_control.evidence');
	expect([...after.writes.keys()]).toEqual([...before.writes.keys()]);
	// And no table escaped the list: what was written is what the database counted.
	const listed = written.map((name) => sum(after.writes.get(name)) - sum(before.writes.get(name)));
	expect(listed.reduce((total, count) => total + count, 0)).toBe(after.all - before.all);
});

it('a single write would have been seen', async () => {
	const before = { writes: await readWrites(), subject: await readSubject() };
	await lab.site.directus.withSession((session) => session.query('UPDATE public.other SET id = id WHERE id = 1'));
	const after = { writes: await readWrites(), subject: await readSubject() };
	expect(after.writes.get('public.other')).not.toBe(before.writes.get('public.other'));
	expect(after.subject).not.toEqual(before.subject);
	expect(after.subject.content).toEqual(before.subject.content);
});
