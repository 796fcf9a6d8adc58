import { quoteIdentifier } from '../quote-identifier.ts';
import type { Session } from '../session.ts';
import { withTransaction } from '../transaction.ts';

export interface InstallOrder {
	/** The numbered migration's text. */
	readonly sql: string;
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
 * Creates the bundle's schema once, whoever starts first. In the strong form the application's roles get just what they
 * need: INSERT and SELECT on evidence, no UPDATE, no DELETE, no ownership.
 */
export async function installControlSchema(session: Session, order: InstallOrder): Promise<void> {
	await withTransaction(session, async () => {
		await session.query('SELECT pg_advisory_xact_lock($1, $2)', setupLock);
		const { rows } = await session.query("SELECT to_regclass('cutter_control.schema_version') IS NOT NULL AS present");
		if (rows[0]?.['present'] === true) return;
		if (order.strong) await createOwner(session);
		const owner = order.strong ? ` AUTHORIZATION ${quoteIdentifier(ledgerOwner)}` : '';
		await session.query(`CREATE SCHEMA cutter_control${owner}`);
		if (order.strong) await session.query(`SET LOCAL ROLE ${quoteIdentifier(ledgerOwner)}`);
		await session.query(order.sql);
		for (const role of order.application) await grantTo(session, role, role === order.migrator);
		if (order.strong) await session.query('RESET ROLE');
		// The queue is disposable and belongs to whoever works it.
		await session.query(
			`CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(order.queueSchema)} AUTHORIZATION ${quoteIdentifier(order.migrator)}`,
		);
	});
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
