import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exportSnapshot, importSnapshot } from '../../../platform/postgres/backup/exported-snapshot.ts';
import { lockTables } from '../../../platform/postgres/backup/lock-tables.ts';
import { outlastTimeouts } from '../../../platform/postgres/backup/outlast-timeouts.ts';
import { withWaitGuard } from '../../../platform/postgres/backup/with-wait-guard.ts';
import { countRows } from '../../../platform/postgres/snapshot/count-rows.ts';
import { listTables } from '../../../platform/postgres/snapshot/list-tables.ts';
import { withReadOnly } from '../../../platform/postgres/transaction.ts';
import { startTestCluster, type TestCluster } from '../../support/postgres.ts';

let cluster: TestCluster;
let holder: pg.Client;
let other: pg.Client;
let watcher: pg.Client;
beforeAll(async () => {
	cluster = await startTestCluster({ max_locks_per_transaction: '10', max_connections: '20' });
	const url = await cluster.createDatabase('subject');
	const maker = await cluster.connect(url);
	await maker.query(`CREATE TABLE one (id int); CREATE TABLE two (id int); INSERT INTO one VALUES (1);
		CREATE TABLE parent (id int) PARTITION BY RANGE (id);
		CREATE TABLE child PARTITION OF parent FOR VALUES FROM (0) TO (9)`);
	await maker.end();
});
afterAll(() => cluster.stop());

beforeEach(async () => {
	holder = await cluster.connect('subject');
	other = await cluster.connect('subject');
	watcher = await cluster.connect('subject');
});
afterEach(async () => {
	for (const client of [holder, other, watcher]) await client.end();
});

const list = () => withReadOnly(holder, () => listTables(holder, { excludeSchemas: [] }));
const beginReading = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';
const elapsed = async (work: Promise<unknown>) => {
	const began = performance.now();
	await work;
	return performance.now() - began;
};

describe('locking tables', () => {
	it('leaves the snapshot to be taken, or imported, afterwards', async () => {
		const tables = await list();
		for (const session of [holder, other]) {
			await session.query(beginReading);
			await lockTables(session, tables, 500);
		}
		await watcher.query('INSERT INTO two VALUES (1)');
		await importSnapshot(other, await exportSnapshot(holder));
		const { rows } = await other.query('SELECT count(*)::int AS count FROM two');
		expect(rows[0].count).toBe(1);
		await watcher.query('DELETE FROM two');
	});

	it('keeps a table readable that somebody else waits to truncate', async () => {
		const tables = await list();
		await holder.query(beginReading);
		await lockTables(holder, tables, 500);
		const truncate = other.query('TRUNCATE one');
		const waits = "SELECT 1 FROM pg_stat_activity WHERE query = 'TRUNCATE one' AND wait_event_type = 'Lock'";
		await expect.poll(async () => (await watcher.query(waits)).rowCount).toBe(1);
		expect((await holder.query('SELECT * FROM one')).rows).toEqual([{ id: 1 }]);
		await watcher.query("SET lock_timeout = '50ms'");
		await expect(watcher.query('SELECT * FROM one')).rejects.toThrow(/lock timeout/);
		await holder.query('ROLLBACK');
		await truncate;
		await other.query('INSERT INTO one VALUES (1)');
	});

	it('ends at its bound, for all tables together, and names who is in the way', async () => {
		const tables = await list();
		await other.query("SET application_name = 'nightly job'; BEGIN; LOCK TABLE one IN ACCESS EXCLUSIVE MODE");
		await watcher.query('BEGIN; LOCK TABLE two IN ACCESS EXCLUSIVE MODE');
		await holder.query(beginReading);
		let said: unknown;
		const took = await elapsed(
			lockTables(holder, tables, 300).catch((error: unknown) => {
				said = error;
			}),
		);
		expect(said).toMatchObject({
			code: 'LOCK_HELD',
			message: expect.stringMatching(
				/300 ms by backend \d+ \(nightly job, postgres\), which holds one; backend \d+ .*two/,
			),
		});
		expect(took).toBeLessThan(2_000);
	});

	it('says that a table is gone', async () => {
		const tables = await list();
		await other.query('CREATE TABLE gone (id int)');
		const withGone = await list();
		await other.query('DROP TABLE gone');
		expect(withGone.length).toBe(tables.length + 1);
		await holder.query(beginReading);
		await expect(lockTables(holder, withGone, 300)).rejects.toMatchObject({
			code: 'GATE_NOT_MET',
			message: expect.stringContaining('a table was dropped or renamed while they were being locked'),
		});
	});

	describe('of which there are more than the server has room for', () => {
		beforeAll(async () => {
			const maker = await cluster.connect('subject');
			await maker.query(`DO $$ BEGIN FOR n IN 1..60 LOOP FOR m IN 1..20 LOOP
				EXECUTE format('CREATE TABLE many_%s (id int PRIMARY KEY)', n * 100 + m); END LOOP; COMMIT; END LOOP; END $$`);
			await maker.end();
		});

		it('is refused with the setting to raise', async () => {
			const tables = await list();
			await holder.query(beginReading);
			await expect(lockTables(holder, tables, 5_000)).rejects.toMatchObject({
				message: expect.stringMatching(
					/no room for locks on 120\d tables: out of shared memory.*Raise max_locks_per_transaction/,
				),
			});
		});

		it('leaves them to be counted: a count gives its locks back', async () => {
			const tables = await list();
			await holder.query(beginReading);
			expect((await countRows([holder], tables)).length).toBeGreaterThan(1_200);
		});
	});
});

describe('a session that waits for a dump', () => {
	it('outlives what the server sets for idle transactions', async () => {
		await other.query("ALTER DATABASE subject SET idle_in_transaction_session_timeout = '100ms'");
		await other.query("ALTER DATABASE subject SET statement_timeout = '200ms'");
		try {
			const patient = await cluster.connect('subject');
			const hasty = await cluster.connect('subject');
			await outlastTimeouts(patient, 'session');
			for (const session of [patient, hasty]) await session.query(beginReading);
			await other.query('SELECT pg_sleep(0.4)');
			await expect(hasty.query('SELECT 1')).rejects.toThrow();
			await patient.query('SELECT pg_sleep(0.4)');
			await patient.end();
		} finally {
			await other.query('ALTER DATABASE subject RESET ALL');
		}
	});
});

describe('the guard of waits', () => {
	const guard = { application: 'the backup', pids: [], boundMs: 200 };

	it('gives up when one of its sessions waits too long, naming both, and cancels them all', async () => {
		await other.query('BEGIN; LOCK TABLE one IN ACCESS EXCLUSIVE MODE');
		await holder.query("SET application_name = 'the backup'");
		const busy = await cluster.connect('subject');
		await busy.query("SET application_name = 'the backup'");
		let cancelled: unknown;
		const { rows } = await other.query('SELECT pg_backend_pid() AS pid');
		const guarded = withWaitGuard(watcher, guard, async () => {
			const asleep = busy.query('SELECT pg_sleep(60)').catch((error: unknown) => {
				cancelled = error;
			});
			await holder.query('SELECT * FROM one').finally(() => asleep);
		});
		await expect(guarded).rejects.toMatchObject({
			code: 'LOCK_HELD',
			message: expect.stringContaining(`waited more than 200 ms for one, behind backend ${rows[0].pid}`),
		});
		expect(String(cancelled)).toContain('canceling statement due to user request');
		await busy.end();
	});

	it('lets others wait as long as they like', async () => {
		await other.query('BEGIN; LOCK TABLE one IN ACCESS EXCLUSIVE MODE');
		const stranger = await cluster.connect('subject');
		const waiting = stranger.query('SELECT * FROM one');
		const value = await withWaitGuard(watcher, guard, async () => {
			await holder.query('SELECT pg_sleep(0.8)');
			return 'done';
		});
		expect(value).toBe('done');
		await other.query('ROLLBACK');
		await waiting;
		await stranger.end();
	});

	it('ends with what failed first', async () => {
		const first = new Error('first');
		const guarded = withWaitGuard(watcher, guard, async (abort) => {
			abort.abort(first);
			throw new Error('what the abort broke');
		});
		await expect(guarded).rejects.toBe(first);
	});

	it('ends when its own session does', async () => {
		const { rows } = await watcher.query('SELECT pg_backend_pid() AS pid');
		const guarded = withWaitGuard(watcher, guard, async (abort) => {
			await other.query('SELECT pg_terminate_backend($1)', [rows[0].pid]);
			await new Promise((_, reject) => abort.signal.addEventListener('abort', () => reject(new Error('aborted'))));
		});
		await expect(guarded).rejects.toThrow(/terminat|not queryable/);
	});
});
