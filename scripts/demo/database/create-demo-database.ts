import { quoteIdentifier } from '../../../core/sql/quote-identifier.ts';
import type { Session } from '../../../platform/postgres/session.ts';
import { createFamilyTables } from './create-family-tables.ts';
import { createRegistryTables } from './create-registry-tables.ts';
import { createTacTables, type DemoVariant } from './create-tac-tables.ts';
import { listFamilyTables } from './family-tables.ts';
import { fillDotTools } from './fill-dot-tools.ts';
import { fillKnowledgeDocuments } from './fill-knowledge-documents.ts';
import { fillRegistryTables } from './fill-registry-tables.ts';
import { fillTacTables } from './fill-tac-tables.ts';

export interface DemoDatabaseOptions {
	/** Default `with-address`: `tac_logical_unit` has its canonical_address already. */
	readonly variant?: DemoVariant;
	/** An existing role that is to own every object; default: the session's own. */
	readonly ownerRole?: string;
}

/**
 * Fills an empty database, in one transaction, always with the same rows.
 * The session has to be a superuser's, or that of the database's owner and a member of `ownerRole`.
 * Afterwards `ownerRole` may create objects in schema public, and owns schema sandbox_tac and every object in both.
 * @throws the server's error, with nothing left behind
 */
export async function createDemoDatabase(session: Session, options: DemoDatabaseOptions = {}): Promise<void> {
	const { variant = 'with-address', ownerRole } = options;
	await session.query('BEGIN');
	try {
		await session.query(prepareSchemas(ownerRole));
		await fillDatabase(session, variant);
		await session.query('COMMIT');
	} catch (error) {
		await session.query('ROLLBACK');
		throw error;
	}
}

/** SET LOCAL ends with the transaction: the session gets its own role back either way. */
function prepareSchemas(ownerRole: string | undefined): string {
	if (ownerRole === undefined) return 'CREATE SCHEMA sandbox_tac';
	const role = quoteIdentifier(ownerRole);
	return `
		CREATE SCHEMA sandbox_tac AUTHORIZATION ${role};
		GRANT USAGE, CREATE ON SCHEMA public TO ${role};
		SET LOCAL ROLE ${role};`;
}

async function fillDatabase(session: Session, variant: DemoVariant): Promise<void> {
	const families = listFamilyTables();
	await createTacTables(session, variant);
	await createRegistryTables(session);
	await fillTacTables(session, variant);
	await fillDotTools(session);
	await fillKnowledgeDocuments(session);
	await createFamilyTables(session, families);
	await fillRegistryTables(
		session,
		families.map(({ name }) => name),
	);
}
