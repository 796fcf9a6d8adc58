import { quoteIdentifier } from '../../../core/sql/quote-identifier.ts';
import type { Session } from '../session.ts';

/**
 * What the verifier's own role needs of the bundle: to read its state, to append evidence, to settle the actions that it
 * carries out. Of the subject it needs to read everything, and gets nothing here.
 * @param migrator whose queue it is
 */
export async function grantVerifier(
	session: Session,
	role: string,
	{ migrator, queueSchema }: { readonly migrator: string; readonly queueSchema: string },
): Promise<void> {
	const [name, queue] = [quoteIdentifier(role), quoteIdentifier(queueSchema)];
	const jobs = 'SELECT, INSERT, UPDATE, DELETE ON TABLES';
	for (const statement of [
		`GRANT USAGE ON SCHEMA cutter_control, ${queue} TO ${name}`,
		`GRANT SELECT ON ALL TABLES IN SCHEMA cutter_control TO ${name}`,
		`GRANT INSERT ON cutter_control.evidence TO ${name}`,
		// A chain is locked by its owner's row; the triggers let an epoch only grow.
		`GRANT UPDATE (epoch) ON cutter_control.installation, cutter_control.run TO ${name}`,
		`GRANT UPDATE ON cutter_control.action TO ${name}`,
		`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${queue} TO ${name}`,
		`ALTER DEFAULT PRIVILEGES FOR ROLE ${quoteIdentifier(migrator)} IN SCHEMA ${queue} GRANT ${jobs} TO ${name}`,
	])
		await session.query(statement);
}
