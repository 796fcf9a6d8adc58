import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { identifyCaller } from '../../actions/access/identify-caller.ts';
import { performAction } from '../../actions/action/perform-action.ts';
import { requestAction } from '../../actions/action/request-action.ts';
import { init } from '../../actions/installation/init.ts';
import { openRun } from '../../actions/run/open-run.ts';
import { type RunContext, readRunContext } from '../../actions/run/read-run-context.ts';
import { storeSeat } from '../../actions/seat/name-seat.ts';
import { prepareSignOff } from '../../actions/sign-off/prepare-sign-off.ts';
import { recordSignOff } from '../../actions/sign-off/record-sign-off.ts';
import type { EvidenceRecord } from '../../contract/evidence.ts';
import type { ActionView, RunAction } from '../../contract/runs.ts';
import type { SignOffKind, SignOffOutcome } from '../../contract/sign-offs.ts';
import type { Caller } from '../../core/access/caller.ts';
import { type CutterEnv, parseEnv } from '../../platform/env.ts';
import { readAction } from '../../platform/postgres/action/actions.ts';
import { parseConnectionUrl } from '../../platform/postgres/connection-target.ts';
import { readEvidence } from '../../platform/postgres/ledger/read-evidence.ts';
import { withPooled } from '../../platform/postgres/with-client.ts';
import type { Site } from '../../platform/site.ts';
import { directusTables } from './directus-tables.ts';
import { startTestCluster, type TestCluster } from './postgres.ts';

export const people = ['executor', 'verifier', 'd32', 'g4', 'g2', 'stranger'] as const;
export type PersonName = (typeof people)[number];

/** An installed bundle on a real PostgreSQL with a small subject, without the HTTP half of Directus. */
export interface Lab {
	readonly site: Site;
	readonly cluster: TestCluster;
	/** As superuser, in the subject's database. */
	readonly dba: pg.Client;
	readonly users: Readonly<Record<PersonName, string>>;
	/** A site with other settings on the same installation. */
	withEnv(env: Partial<CutterEnv>): Site;
	caller(person: PersonName, options?: { session?: boolean }): Promise<Caller>;
	open(plan: string): Promise<string>;
	/** Asks for an action as the executor and carries it out. */
	act(run: string, action: RunAction, options?: { site?: Site; as?: PersonName }): Promise<ActionView>;
	sign(
		run: string,
		person: PersonName,
		options?: { kind?: SignOffKind; digest?: string; outcome?: SignOffOutcome; session?: boolean; notes?: string },
	): Promise<string>;
	position(run: string): Promise<RunContext['position']>;
	chain(run: string): Promise<EvidenceRecord[]>;
	close(): Promise<void>;
}

const migratorPassword = randomBytes(12).toString('hex');
const directusPassword = randomBytes(12).toString('hex');

export interface LabOptions {
	/** Folders of plans beside the built-in ones. */
	readonly plansDir: string;
	/** SQL that makes the subject, as the role `directus`. */
	readonly subject: string;
}

export async function openLab({ plansDir, subject }: LabOptions): Promise<Lab> {
	const cluster = await startTestCluster();
	const artifactsDir = await mkdtemp(join(tmpdir(), 'cutter-lab-'));
	await createRoles(cluster);
	const url = await cluster.createDatabase('subject', { owner: 'directus' });
	const dba = await cluster.connect(url);
	const users = Object.fromEntries(people.map((name) => [name, randomUUID()])) as Record<PersonName, string>;
	await createSubject(dba, users, subject);
	const login = (role: string, password: string) => url.replace(/\/\/[^@]+@/, `//${role}:${password}@`);
	const env = parseEnv({
		CUTTER_DATABASE_URL: login('cutter_migrator', migratorPassword),
		CUTTER_ADMIN_DATABASE_URL: url,
		CUTTER_PG_BIN: cluster.binDir,
		CUTTER_PLANS_DIR: plansDir,
		CUTTER_LOCK_TIMEOUT_MS: 500,
		CUTTER_TOOL_ACCOUNTS: 'executor=executor@lab.example.com,verifier=verifier@lab.example.com',
	});
	const target = parseConnectionUrl(login('cutter_migrator', migratorPassword));
	const pool = new pg.Pool({ ...target, max: 6 });
	const directus = new pg.Pool({ ...target, user: 'directus', password: directusPassword, max: 2 });
	const site: Site = {
		env,
		packageRoot: resolve('.'),
		toolRevision: '0.0.0+lab',
		artifactsDir,
		target,
		pool,
		directus: { withSession: (work) => withPooled(directus, work), clearSchemaCache: async () => undefined },
		newId: randomUUID,
		log: { info: () => undefined, warn: () => undefined, error: () => undefined },
	};
	await init(site, { label: 'lab', sovereign: 'g4@lab.example.com', createApprovals: async () => undefined });
	for (const seat of ['d32', 'g4', 'g2'] as const)
		await storeSeat(site, { seat, user: users[seat], kind: 'human', namedBy: 'lab' });
	return describeLab(site, cluster, dba, users, async () => {
		await pool.end();
		await directus.end();
		await cluster.stop();
		await rm(artifactsDir, { recursive: true, force: true });
	});
}

function describeLab(
	site: Site,
	cluster: TestCluster,
	dba: pg.Client,
	users: Lab['users'],
	close: () => Promise<void>,
): Lab {
	const caller: Lab['caller'] = (person, { session = true } = {}) =>
		identifyCaller(site, { user: users[person], admin: false, ...(session ? { session: 'a-session' } : {}) });
	const position: Lab['position'] = (run) =>
		withPooled(site.pool, async (session) => (await readRunContext(site, session, run)).position);
	return {
		site,
		cluster,
		dba,
		users,
		caller,
		position,
		withEnv: (env) => ({ ...site, env: { ...site.env, ...env } }),
		open: async (plan) => openRun(site, await caller('executor'), { plan, environment: 'lab' }),
		chain: (run) => withPooled(site.pool, (session) => readEvidence(session, run)),
		act: async (run, action, { site: other = site, as = 'executor' } = {}) => {
			const queue = {
				enqueue: (id: string) => performAction(other, id),
				isAlive: async () => false,
				stop: async () => undefined,
			};
			const { id } = await requestAction(other, queue, await caller(as), { run, action });
			const settled = await withPooled(site.pool, (session) => readAction(session, id));
			if (!settled) throw new Error('the action is gone');
			return settled;
		},
		sign: async (run, person, { kind = 'execution', digest, outcome = 'pass', session = true, notes = '' } = {}) => {
			const current = digest ?? (await position(run)).rehearsal?.body.approval_digest ?? '';
			const statement = { run, kind, digest: current, outcome, notes };
			const item = await prepareSignOff(site, await caller(person, { session }), statement);
			const { rows } = await dba.query(
				`INSERT INTO public.cutter_approvals (run, kind, digest, outcome, notes, signer, seats, signed_at, expires_at)
				 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
				[
					item.run,
					item.kind,
					item.digest,
					item.outcome,
					item.notes,
					item.signer,
					JSON.stringify(item.seats),
					item.signed_at,
					item.expires_at,
				],
			);
			const id = String(rows[0]?.id);
			await recordSignOff(site, id);
			return id;
		},
		close,
	};
}

async function createRoles(cluster: TestCluster): Promise<void> {
	const admin = await cluster.connect('postgres');
	await admin.query(`CREATE ROLE directus LOGIN PASSWORD '${directusPassword}'`);
	await admin.query(`CREATE ROLE cutter_migrator LOGIN PASSWORD '${migratorPassword}'`);
	await admin.query('GRANT directus, pg_read_all_data, pg_read_all_stats TO cutter_migrator');
	await admin.end();
}

async function createSubject(dba: pg.Client, users: Lab['users'], subject: string): Promise<void> {
	await dba.query('GRANT CREATE ON DATABASE subject TO cutter_migrator');
	await dba.query('ALTER SCHEMA public OWNER TO directus');
	await dba.query('SET ROLE directus');
	await dba.query(directusTables);
	await dba.query(subject);
	await dba.query('RESET ROLE');
	for (const [name, id] of Object.entries(users)) {
		await dba.query('INSERT INTO directus_users (id, first_name, email, password) VALUES ($1, $2, $3, $4)', [
			id,
			name,
			`${name}@lab.example.com`,
			`hash of ${name}`,
		]);
	}
}
