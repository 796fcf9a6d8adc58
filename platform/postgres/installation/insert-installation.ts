import type { InstallationFact } from '../../../core/gate/facts.ts';
import type { Session } from '../session.ts';

export async function insertInstallation(session: Session, fact: InstallationFact): Promise<void> {
	await session.query(
		`INSERT INTO cutter_control.installation (id, label, system_identifier, database, database_oid) VALUES ($1, $2, $3, $4, $5)`,
		[fact.id, fact.label, fact.system_identifier, fact.database, fact.database_oid],
	);
}
