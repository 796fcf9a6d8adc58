import type { InstallationFact } from '../../../core/gate/facts.ts';
import type { Session } from '../session.ts';

/** Who the database says it is; null before `init`. */
export async function readInstallation(session: Session): Promise<InstallationFact | null> {
	const { rows } = await session.query(
		'SELECT id, label, system_identifier, database, database_oid::int AS database_oid FROM cutter_control.installation',
	);
	const row = rows[0];
	if (!row) return null;
	return {
		id: String(row['id']),
		label: String(row['label']),
		system_identifier: String(row['system_identifier']),
		database: String(row['database']),
		database_oid: Number(row['database_oid']),
	};
}
