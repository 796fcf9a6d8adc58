import { spawnSync } from 'node:child_process';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { record } from '../../../actions/ledger/record.ts';
import { verifyLedger } from '../../../actions/ledger/verify-ledger.ts';
import { appendEvidence } from '../../../platform/postgres/ledger/append-evidence.ts';
import { readGuards } from '../../../platform/postgres/ledger/read-guards.ts';
import { withTransaction } from '../../../platform/postgres/transaction.ts';
import { withPooled } from '../../../platform/postgres/with-client.ts';
import { type Lab, openLab } from '../../support/lab.ts';
import { tinyFiles, tinyPlan, tinySubject, writePlans } from '../../support/write-plan.ts';
import { attacks, harmless } from './attacks.ts';

let lab: Lab;
let run: string;
let before: unknown;

const everything = async () => (await lab.dba.query('SELECT * FROM cutter_control.evidence ORDER BY chain, seq')).rows;

beforeAll(async () => {
	lab = await openLab({ plansDir: await writePlans([{ plan: tinyPlan, files: tinyFiles }]), subject: tinySubject });
	run = await lab.open('tiny');
	await record(lab.site, { chain: run, kind: 'action.refused', actor: 'somebody', body: { action: 'migrate' } });
	before = await everything();
});
afterAll(() => lab?.close());

const roles = ['cutter_migrator', 'directus'] as const;

/** Tries a statement in a transaction of its own, which is committed when PostgreSQL lets it. */
async function attempt(role: (typeof roles)[number], sql: string, values: unknown[] = []): Promise<string> {
	const work = (session: Parameters<Parameters<Lab['site']['directus']['withSession']>[0]>[0]) =>
		withTransaction(session, () => session.query(sql, values)).then(
			() => 'done',
			(error: pg.DatabaseError) => `${error.code}: ${error.message}`,
		);
	return role === 'directus' ? lab.site.directus.withSession(work) : withPooled(lab.site.pool, work);
}

const evidence = 'cutter_control.evidence';
const denied = /^42501: (permission denied|must be (owner|able|superuser|a superuser|member)|must have)/;

describe.each(roles)('%s cannot change evidence', (role) => {
	describe.each(Object.entries(attacks))('by %s', (_way, statements) => {
		it.each(statements)('%s', async (sql) => {
			expect(await attempt(role, sql)).toMatch(denied);
		});
	});
});

it('Directus’s role neither reads nor writes evidence', async () => {
	expect(await attempt('directus', `SELECT * FROM ${evidence}`)).toMatch(denied);
	expect(await attempt('directus', `INSERT INTO ${evidence} DEFAULT VALUES`)).toMatch(denied);
});

describe('what the migration role is let do changes nothing', () => {
	it.each(harmless)('%s', async (sql) => {
		expect(await attempt('cutter_migrator', sql)).toBe('done');
		expect(await everything()).toEqual(before);
	});

	it('and nobody has come by a right that way', async () => {
		const { rows } = await lab.dba.query(
			`SELECT r.rolname, p.privilege_type FROM pg_class c, aclexplode(c.relacl) p LEFT JOIN pg_roles r ON r.oid = p.grantee
			 WHERE c.oid = '${evidence}'::regclass AND r.rolname IS DISTINCT FROM 'cutter_ledger_owner' ORDER BY 2`,
		);
		expect(rows).toEqual([
			{ rolname: 'cutter_migrator', privilege_type: 'INSERT' },
			{ rolname: 'cutter_migrator', privilege_type: 'SELECT' },
		]);
	});

	// The stated limit: a chain can be held up, for as long as the transaction lives; nothing of it can be changed.
	it('it can keep a chain waiting, which the chain survives', async () => {
		const waiting = await withPooled(lab.site.pool, (holder) =>
			withTransaction(holder, async () => {
				await holder.query('SELECT 1 FROM cutter_control.run WHERE id = $1 FOR UPDATE', [run]);
				const behind = withPooled(lab.site.pool, async (session) => {
					await session.query("SET lock_timeout = '100ms'");
					const tried = await withTransaction(session, () =>
						appendEvidence(session, { chain: run, kind: 'run.resolved', actor: 'somebody', body: {} }),
					).catch((error: pg.DatabaseError) => error.code);
					await session.query('RESET lock_timeout');
					return tried;
				});
				return behind;
			}),
		);
		expect(waiting).toBe('55P03');
	});
});

describe('a record that does not continue its chain is refused', () => {
	const insert = (chain: string, seq: string, prev: string) =>
		attempt(
			'cutter_migrator',
			`INSERT INTO ${evidence} (chain, seq, kind, recorded_at, actor, body, prev, hash)
			 SELECT $1, ${seq}, 'run.resolved', now(), 'somebody', '{}', ${prev}, repeat('a', 64)
			   FROM (SELECT max(seq) AS last, max(hash) FILTER (WHERE seq = 2) AS head, max(hash) FILTER (WHERE seq = 1) AS first
			           FROM ${evidence} WHERE chain = $1) AS own`,
			[chain],
		);

	it.each([
		['a number left out', 'own.last + 2', 'own.head'],
		['the number of the last record', 'own.last', 'own.head'],
		['the number of an earlier record', '1', "''"],
		['number nought', '0', 'own.head'],
		['the hash of an earlier record', 'own.last + 1', 'own.first'],
		['no hash of the record before', 'own.last + 1', "''"],
		['an invented hash of the record before', 'own.last + 1', "repeat('b', 64)"],
	])('%s', async (_what, seq, prev) => {
		expect(await insert(run, seq, prev)).toMatch(/^23000: evidence .* does not continue its chain$/);
	});

	it.each([
		['a new chain that does not begin at one', '2', "''"],
		['a new chain that follows something', '1', "repeat('b', 64)"],
	])('%s', async (_what, seq, prev) => {
		expect(await insert('a-new-chain', seq, prev)).toMatch(/^23000: /);
	});

	it('a second one beside it in one statement', async () => {
		const fork = `INSERT INTO ${evidence} SELECT chain, seq, kind, recorded_at, actor, body, prev, hash FROM ${evidence}, generate_series(1, 2)`;
		expect(await attempt('cutter_migrator', fork)).toMatch(/^23000: /);
	});

	it('from COPY as from INSERT', async () => {
		const { host, port, binDir } = lab.cluster;
		const { user, password } = lab.site.target;
		const copy = `COPY ${evidence} FROM STDIN`;
		const line = `${run}\t9\trun.resolved\t2026-01-01\tsomebody\t{}\t${'b'.repeat(64)}\t${'a'.repeat(64)}\n`;
		const { stderr, status } = spawnSync(`${binDir}/psql`, ['-X', '-c', copy, '-h', host, '-p', `${port}`, 'subject'], {
			input: line,
			encoding: 'utf8',
			env: { PGUSER: user, PGPASSWORD: password, LC_ALL: 'C.UTF-8' },
		});
		expect([status, stderr]).toEqual([1, expect.stringContaining('does not continue its chain')]);
	});

	// Without a search_path of its own link_evidence() would judge by operators of whoever inserts.
	it('whatever operators the writer has brought along', async () => {
		await lab.dba.query(`
			CREATE SCHEMA own_operators AUTHORIZATION cutter_migrator;
			CREATE FUNCTION own_operators.never(bigint, bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT false';
			CREATE FUNCTION own_operators.never(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT false';
			CREATE OPERATOR own_operators.<> (LEFTARG = bigint, RIGHTARG = bigint, FUNCTION = own_operators.never);
			CREATE OPERATOR own_operators.<> (LEFTARG = text, RIGHTARG = text, FUNCTION = own_operators.never)`);
		const hijacked = await withPooled(lab.site.pool, (session) =>
			withTransaction(session, async () => {
				await session.query('SET LOCAL search_path = own_operators, pg_catalog');
				await session.query(
					`INSERT INTO ${evidence} VALUES ('hijacked', 7, 'run.resolved', now(), 'somebody', '{}', repeat('b', 64), repeat('a', 64))`,
				);
				throw new Error('accepted, and taken back');
			}).catch((error: Error) => error.message),
		);
		await lab.dba.query('DROP SCHEMA own_operators CASCADE');
		expect(hijacked).toContain('does not continue its chain');
	});
});

describe('the owner’s own rights are not enough either', () => {
	it.each([`UPDATE ${evidence} SET actor = 'somebody else'`, `DELETE FROM ${evidence}`, `TRUNCATE ${evidence}`])(
		'a superuser: %s',
		async (sql) => {
			await expect(lab.dba.query(sql)).rejects.toThrow(/evidence is append-only/);
		},
	);

	it.each([
		`UPDATE ${evidence} SET actor = 'somebody else'`,
		`TRUNCATE ${evidence}`,
		`INSERT INTO ${evidence} SELECT 'new', 2, kind, recorded_at, actor, body, prev, hash FROM ${evidence} LIMIT 1`,
	])('a superuser who plays a replica: %s', async (sql) => {
		await lab.dba.query("SET session_replication_role = 'replica'");
		await expect(lab.dba.query(sql)).rejects.toThrow(/append-only|does not continue its chain/);
		await lab.dba.query('RESET session_replication_role');
	});
});

describe('a run’s header', () => {
	it.each([
		"UPDATE cutter_control.run SET plan = 'other'",
		'UPDATE cutter_control.run SET requester = gen_random_uuid()',
		"UPDATE cutter_control.installation SET label = 'other'",
		'DELETE FROM cutter_control.run',
		'DELETE FROM cutter_control.installation',
	])('is not changed by the migration role: %s', async (sql) => {
		expect(await attempt('cutter_migrator', sql)).toMatch(denied);
	});

	it('has an epoch that only grows', async () => {
		expect(await attempt('cutter_migrator', 'UPDATE cutter_control.run SET epoch = epoch + 1')).toBe('done');
		expect(await attempt('cutter_migrator', 'UPDATE cutter_control.run SET epoch = epoch - 1')).toMatch(
			/^23000: .*its epoch only grows/,
		);
	});
});

it('is guarded alike where the database prints all names in quotes', async () => {
	await withPooled(lab.site.pool, (session) =>
		withTransaction(session, async () => {
			const guards = await readGuards(session);
			await session.query('SET LOCAL quote_all_identifiers = on');
			expect(await readGuards(session)).toEqual(guards);
		}),
	);
});

it('after all this the ledger is what it was', async () => {
	expect(await everything()).toEqual(before);
	expect(await verifyLedger(lab.site)).toMatchObject({ outcome: 'pass', protection: 'append_only', faults: [] });
});
