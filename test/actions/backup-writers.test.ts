import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BackupTrial, openBackupTrial } from './backup-trial.ts';

/** Money only moves: whatever instant is looked at, the sum is the same and the tally counts the transfers. */
const subject = `
	CREATE TABLE public.account (id integer PRIMARY KEY, balance integer NOT NULL);
	INSERT INTO public.account SELECT n, 100 FROM generate_series(1, 100) n;
	CREATE TABLE public.transfer (id bigserial PRIMARY KEY, origin integer, target integer, amount integer, note text);
	CREATE TABLE public.tally (transfers bigint NOT NULL);
	INSERT INTO public.tally VALUES (0);
	CREATE VIEW public.rich AS SELECT id FROM public.account WHERE balance > 100;
	CREATE MATERIALIZED VIEW public.poor AS SELECT count(*) AS many FROM public.account WHERE balance < 100;
	CREATE TABLE public.event (at integer, note text) PARTITION BY RANGE (at);
	CREATE TABLE public.event_1 PARTITION OF public.event FOR VALUES FROM (0) TO (10);
	CREATE TABLE public.event_2 PARTITION OF public.event FOR VALUES FROM (10) TO (20);
	CREATE UNLOGGED TABLE public.fleeting (id integer);
	CREATE TABLE public.filler AS SELECT n AS id, md5(n::text) || md5((n + 1)::text) AS text FROM generate_series(1, 4000) n;
	SELECT lo_from_bytea(0, decode('cafe', 'hex'));
`;

let trial: BackupTrial;
beforeAll(async () => {
	trial = await openBackupTrial(subject);
});
afterAll(() => trial?.close());

/** One transfer after the other until told to end, beside rows that come and go. @returns how many it made */
async function write(client: pg.Client, seed: number, ended: AbortSignal): Promise<number> {
	let made = 0;
	for (; !ended.aborted; made++) {
		const [origin, target] = [1 + ((made * 7 + seed) % 100), 1 + ((made * 13 + seed * 3) % 100)];
		await client.query('BEGIN');
		// In one order, so that two writers never wait for each other in a circle.
		await client.query('UPDATE tally SET transfers = transfers + 1');
		await client.query('UPDATE account SET balance = balance - 1 WHERE id = $1', [origin]);
		await client.query('UPDATE account SET balance = balance + 1 WHERE id = $1', [target]);
		await client.query('INSERT INTO transfer (origin, target, amount, note) VALUES ($1, $2, 1, $3)', [
			origin,
			target,
			made % 3 === 0 ? null : 'n'.repeat(made % 50),
		]);
		await client.query('INSERT INTO event VALUES ($1, $2)', [made % 20, 'x']);
		if (made % 5 === 0) await client.query('DELETE FROM event WHERE at = $1', [made % 20]);
		await client.query('INSERT INTO fleeting VALUES ($1)', [made]);
		await client.query('COMMIT');
	}
	return made;
}

it('with writers active all the time 20 backups in a row restore to exactly what their snapshot saw', {
	timeout: 180_000,
}, async () => {
	const ended = new AbortController();
	const clients = await Promise.all([1, 2].map(() => trial.lab.cluster.connect('subject')));
	const writers = clients.map((client, seed) => write(client, seed, ended.signal));
	const seen = new Set<number>();
	for (let number = 0; number < 20; number++) {
		expect(await trial.take()).toMatchObject({ outcome: 'pass' });
		const backup = await trial.newest();
		const taken = await trial.taken(backup);
		const restored = await trial.restore(backup, async (copy) => {
			const { rows } = await copy.query(
				`SELECT (SELECT sum(balance) FROM account)::int AS sum, (SELECT transfers FROM tally)::int AS tally,
						(SELECT count(*) FROM transfer)::int AS transfers, (SELECT count(*) FROM pg_largeobject_metadata)::int AS large_objects`,
			);
			return rows[0];
		});
		expect(restored.counts).toEqual(taken.counts);
		expect(restored.content).toEqual(taken.content);
		expect(restored.look).toMatchObject({ sum: 10_000, large_objects: taken.large_objects });
		expect(restored.look.tally).toBe(restored.look.transfers);
		seen.add(restored.look.transfers);
	}
	ended.abort();
	const made = (await Promise.all(writers)).reduce((sum, one) => sum + one, 0);
	// The writers did write: each backup saw another moment.
	expect(seen.size).toBe(20);
	expect(Math.max(...seen)).toBeLessThanOrEqual(made);
});
