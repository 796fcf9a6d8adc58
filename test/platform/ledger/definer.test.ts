import { readFile } from 'node:fs/promises';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { init } from '../../../actions/installation/init.ts';
import { installControlSchema, ledgerOwner } from '../../../platform/postgres/control/install-control-schema.ts';
import { readControlMigrations } from '../../../platform/postgres/control/read-control-sql.ts';
import { withTransaction } from '../../../platform/postgres/transaction.ts';
import { withPooled } from '../../../platform/postgres/with-client.ts';
import { type Lab, openLab } from '../../support/lab.ts';
import { tinyFiles, tinyPlan, tinySubject, writePlans } from '../../support/write-plan.ts';

let lab: Lab;
const roles = ['cutter_migrator', 'directus'] as const;

beforeAll(async () => {
	lab = await openLab({ plansDir: await writePlans([{ plan: tinyPlan, files: tinyFiles }]), subject: tinySubject });
	await lab.open('tiny');
});
afterAll(() => lab?.close());

const attempt = (role: (typeof roles)[number], sql: string): Promise<string> => {
	const work = (session: Parameters<Parameters<Lab['site']['directus']['withSession']>[0]>[0]) =>
		withTransaction(session, () => session.query(sql)).then(
			() => 'done',
			(error: pg.DatabaseError) => `${error.code}: ${error.message}`,
		);
	return role === 'directus' ? lab.site.directus.withSession(work) : withPooled(lab.site.pool, work);
};

const refused = /^42501: must be owner of table evidence/;

/** Runs in whatever rights it meets; in the ledger owner's it would rewrite history, and give back what the guard wants to see. */
const bite = `BEGIN
	ALTER TABLE cutter_control.evidence DISABLE TRIGGER ALL;
	UPDATE cutter_control.evidence SET actor = 'bitten';
	ALTER TABLE cutter_control.evidence ENABLE ALWAYS TRIGGER evidence_append_only;
	RETURN (SELECT id FROM cutter_control.run LIMIT 1);
END`;

describe.each(roles)('%s does not come by the rights of the ledger’s owner', (role) => {
	const own = `bait_${role}`;

	it('through a type of its own, whose implicit cast the guard of approvals would run', async () => {
		expect(
			await attempt(
				role,
				`CREATE SCHEMA ${own};
				 CREATE TYPE ${own}.id AS ENUM ('x');
				 CREATE FUNCTION ${own}.to_uuid(${own}.id) RETURNS uuid LANGUAGE plpgsql AS $$ ${bite} $$;
				 CREATE CAST (${own}.id AS uuid) WITH FUNCTION ${own}.to_uuid(${own}.id) AS IMPLICIT;
				 CREATE TABLE ${own}.bait (run ${own}.id, kind text, signer uuid, digest text);
				 CREATE TRIGGER bait BEFORE INSERT ON ${own}.bait FOR EACH ROW EXECUTE FUNCTION cutter_control.guard_approval()`,
			),
		).toBe('done');
		const signer = lab.users.g4;
		expect(await attempt(role, `INSERT INTO ${own}.bait VALUES ('x', 'execution', '${signer}', NULL)`)).toMatch(
			refused,
		);
	});

	it('through the columns of the approvals table, which the application owns', async () => {
		await lab.dba.query(`ALTER TABLE public.cutter_approvals OWNER TO ${role}`);
		expect(
			await attempt(
				role,
				`CREATE FUNCTION ${own}.of_text(text) RETURNS ${own}.id LANGUAGE sql AS 'SELECT ''x''::${own}.id';
				 ALTER TABLE public.cutter_approvals ALTER COLUMN run TYPE ${own}.id USING ${own}.of_text(run::text);
				 INSERT INTO public.cutter_approvals (run, kind, digest, outcome, signer, seats, signed_at, expires_at)
				 VALUES ('x', 'execution', 'd', 'pass', '${lab.users.g4}', '[]', now(), now())`,
			),
		).toMatch(refused);
	});

	it('and no evidence was touched', async () => {
		const { rows } = await lab.dba.query("SELECT 1 FROM cutter_control.evidence WHERE actor = 'bitten'");
		expect(rows).toEqual([]);
	});
});

// The rule behind it, for whoever adds a function: with the owner's rights only plain values are looked at.
it('no function with the owner’s rights is a trigger or takes types that are not PostgreSQL’s own', async () => {
	const { rows } = await lab.dba.query(
		`SELECT p.oid::regprocedure::text AS name, p.prorettype::regtype::text AS result, p.proconfig AS settings,
			ARRAY(SELECT t.typnamespace::regnamespace::text FROM unnest(p.proargtypes) a JOIN pg_type t ON t.oid = a) AS homes
		   FROM pg_proc p WHERE p.pronamespace = 'cutter_control'::regnamespace AND p.prosecdef`,
	);
	expect(rows).toEqual([
		{
			name: 'cutter_control.assert_approval(uuid,text,uuid,text)',
			result: 'void',
			settings: ['search_path=pg_catalog, pg_temp'],
			homes: ['pg_catalog', 'pg_catalog', 'pg_catalog', 'pg_catalog'],
		},
	]);
});

describe('a superuser’s set-up is not led astray by what the application put into public', () => {
	/** Preferred to PostgreSQL's own where `public` is searched and the arguments have no type yet. */
	const lure = `CREATE FUNCTION public.pg_advisory_xact_lock(text, text) RETURNS void LANGUAGE plpgsql AS
		$$ BEGIN CREATE TABLE public.bitten (); END $$`;
	const bitten = async () => (await lab.dba.query("SELECT to_regclass('public.bitten') AS bitten")).rows;

	it('the lure works where nothing is done about it', async () => {
		await lab.site.directus.withSession((session) => session.query(lure));
		await lab.dba.query('BEGIN');
		await lab.dba.query('SELECT pg_advisory_xact_lock($1, $2)', [1, 2]);
		expect(await bitten()).toEqual([{ bitten: 'bitten' }]);
		await lab.dba.query('ROLLBACK');
	});

	it('installing and upgrading pass it by', async () => {
		const migrations = await readControlMigrations(lab.site.packageRoot);
		const due = [...migrations, { version: 1_000, sql: 'SELECT' }];
		const order = { migrations: due, application: [], migrator: 'cutter_migrator', queueSchema: 'q', strong: true };
		expect(await installControlSchema(lab.dba, order)).toEqual([1_000]);
		expect(await bitten()).toEqual([{ bitten: null }]);
	});
});

describe('an installation of version 1 is brought up to date', () => {
	let old: Lab['dba'];
	const url = async () => lab.cluster.createDatabase('older', { owner: 'directus' });

	beforeAll(async () => {
		old = await lab.cluster.connect(await url());
		const sql = await readFile('sql/control/001-control.sql', 'utf8');
		const order = { application: ['cutter_migrator', 'directus'], migrator: 'cutter_migrator', queueSchema: 'q' };
		expect(await installControlSchema(old, { ...order, migrations: [{ version: 1, sql }], strong: true })).toEqual([1]);
	});

	const order = async () => ({
		migrations: await readControlMigrations(lab.site.packageRoot),
		application: ['cutter_migrator', 'directus'],
		migrator: 'cutter_migrator',
		queueSchema: 'q',
		strong: false,
	});

	it('not by a role that does not own it', async () => {
		const { host, port } = lab.cluster;
		const { user, password } = lab.site.target;
		const weak = await lab.cluster.connect(
			`postgresql://${user}:${password}@${encodeURIComponent(host)}:${port}/older`,
		);
		await expect(installControlSchema(weak, await order())).rejects.toMatchObject({ code: '42501' });
	});

	it('by the superuser, as the owner, once', async () => {
		expect(await installControlSchema(old, await order())).toEqual([2, 3]);
		expect(await installControlSchema(old, await order())).toEqual([]);
		const { rows } = await old.query(
			`SELECT DISTINCT proowner::regrole::text AS owner FROM pg_proc WHERE pronamespace = 'cutter_control'::regnamespace`,
		);
		expect(rows).toEqual([{ owner: ledgerOwner }]);
	});

	it('with the guards of a fresh installation', async () => {
		const guards = `SELECT proname, prosecdef, prosrc FROM pg_proc WHERE pronamespace = 'cutter_control'::regnamespace ORDER BY 1`;
		expect((await old.query(guards)).rows).toEqual((await lab.dba.query(guards)).rows);
	});

	it('and init says what it did, or who must run it', async () => {
		await lab.dba.query(
			'DELETE FROM cutter_control.schema_version WHERE version > 1; DROP FUNCTION cutter_control.assert_approval',
		);
		const { ADMIN_DATABASE_URL: _, ...env } = lab.site.env;
		const order = { label: 'lab', sovereign: undefined, createApprovals: async () => undefined };
		await expect(init({ ...lab.site, env }, order)).rejects.toMatchObject({
			code: 'SETUP_NEEDED',
			message: expect.stringContaining('CUTTER_ADMIN_DATABASE_URL'),
		});
		expect(await init(lab.site, order)).toContain('schema cutter_control brought from version 1 to 3');
	});
});
