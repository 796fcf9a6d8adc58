import { z } from 'zod';
import type { ServerIdentity } from '../../core/backup/port.ts';
import { CutterError } from '../../core/errors/cutter-error.ts';
import type { Session } from './session.ts';

const identityRow = z.object({
	system_identifier: z.string().regex(/^\d+$/),
	database: z.string(),
	database_oid: z.coerce.number().int(),
	version_num: z.coerce.number().int(),
	in_recovery: z.boolean(),
	started_at: z.string(),
	role: z.string(),
	role_is_superuser: z.boolean(),
});

const readIdentity = `
	SELECT s.system_identifier::text, d.datname AS database, d.oid::text AS database_oid,
		current_setting('server_version_num') AS version_num, pg_is_in_recovery() AS in_recovery,
		to_char(pg_postmaster_start_time() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS started_at,
		current_user::text AS role, r.rolsuper AS role_is_superuser
	FROM pg_control_system() s, pg_catalog.pg_database d, pg_catalog.pg_roles r
	WHERE d.datname = current_database() AND r.rolname = current_user`;

const insufficientPrivilege = '42501';

/**
 * Asks the server at the other end of this very connection who it is.
 * @throws CutterError GATE_NOT_MET with the exact GRANT where the role may not read the control data
 */
export async function readServerIdentity(session: Session): Promise<ServerIdentity> {
	try {
		const { rows } = await session.query(readIdentity);
		return identityRow.parse(rows[0]);
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === insufficientPrivilege)) throw error;
		throw new CutterError(
			'GATE_NOT_MET',
			'This role may not read which server it is connected to. A superuser runs: ' +
				'GRANT EXECUTE ON FUNCTION pg_catalog.pg_control_system() TO <role>.',
		);
	}
}
