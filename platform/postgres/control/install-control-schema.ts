import { quoteIdentifier } from '../../../core/sql/quote-identifier.ts';
import type { Session } from '../session.ts';
import { withTransaction } from '../transaction.ts';
import type { ControlMigration } from './read-control-sql.ts';

export interface InstallOrder {
	/** Every numbered migration; those that are there already are passed over. */
	readonly migrations: readonly ControlMigration[];
	/** Directus's role and the migration role. */
	readonly application: readonly string[];
	readonly migrator: string;
	readonly queueSchema: string;
	/** True: the connected role may create roles, so a role of its own owns the ledger. */
	readonly strong: boolean;
}

/** Owns the ledger and never logs in. */
export const ledgerOwner = 'cutter_ledger_owner';

const setupLock = [0x63757474, 2];

/**
 * Creates the bundle's schema, or brings it up to date, once, whoever starts first. In the strong form the application's
 * roles get just what they need: INSERT and SELECT on evidence, no UPDATE, no DELETE, no ownership.
 * @returns the versions that were applied
 */
export async function installControlSchema(session: Session, order: InstallOrder): Promise<number[]> {
	return withTransaction(session, async () => {
		// Often a superuser's session: a function that the application put into `public` must not be mistaken for PostgreSQL's.
		await session.query('SET LOCAL search_path = pg_catalog, pg_temp');
		await session.query('SELECT pg_advisory_xact_lock($1, $2)', setupLock);
		const installed = await readInstalled(session);
		const due = order.migrations.filter(({ version }) => version > installed.version);
		if (due.length === 0) return [];
		const owner = installed.owner ?? (order.strong ? ledgerOwner : null);
		if (installed.version === 0) await createSchema(session, order);
		if (owner) await session.query(`SET LOCAL ROLE ${quoteIdentifier(owner)}`);
		for (const { sql } of due) await session.query(sql);
		if (installed.version === 0)
			for (const role of order.application) await grantTo(session, role, role === order.migrator);
		if (owner) await session.query('RESET ROLE');
		return due.map(({ version }) => version);
	});
}

/** Version 0 and no owner: the schema is not there. */
async function readInstalled(session: Session): Promise<{ version: number; owner: string | null }> {
	const { rows } = await session.query(
		`SELECT pg_get_userbyid(relowner)::text AS owner FROM pg_class WHERE oid = to_regclass('cutter_control.schema_version')`,
	);
	const [table] = rows;
	if (!table) return { version: 0, owner: null };
	const { rows: versions } = await session.query(
		'SELECT max(version)::int AS version FROM cutter_control.schema_version',
	);
	return { version: Number(versions[0]?.['version'] ?? 0), owner: String(table['owner']) };
}

async function createSchema(session: Session, { strong, migrator, queueSchema }: InstallOrder): Promise<void> {
	if (strong) await createOwner(session);
	await session.query(`CREATE SCHEMA cutter_control${strong ? ` AUTHORIZATION ${quoteIdentifier(ledgerOwner)}` : ''}`);
	// The queue is disposable and belongs to whoever works it.
	await session.query(
		`CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(queueSchema)} AUTHORIZATION ${quoteIdentifier(migrator)}`,
	);
}

async function createOwner(session: Session): Promise<void> {
	const { rows } = await session.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [ledgerOwner]);
	if (rows.length === 0)
		await session.query(`CREATE ROLE ${quoteIdentifier(ledgerOwner)} NOLOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB`);
}

async function grantTo(session: Session, role: string, isMigrator: boolean): Promise<void> {
	const name = quoteIdentifier(role);
	await session.query(`GRANT USAGE ON SCHEMA cutter_control TO ${name}`);
	if (!isMigrator) return;
	const grants = [
		'SELECT ON cutter_control.schema_version',
		'SELECT, INSERT ON cutter_control.installation, cutter_control.run, cutter_control.evidence',
		'UPDATE (epoch) ON cutter_control.installation',
		'UPDATE (epoch) ON cutter_control.run',
		'SELECT, INSERT, UPDATE ON cutter_control.action, cutter_control.seat_holder, cutter_control.manual_record',
	];
	for (const grant of grants) await session.query(`GRANT ${grant} TO ${name}`);
}
