import { z } from 'zod';
import { planCloneRoles, type RolePlan } from '../../../core/backup/plan-clone-roles.ts';
import { CutterError } from '../../../core/errors/cutter-error.ts';
import type { Session } from '../session.ts';
import type { CloneOrder } from './clone-provider.ts';
import { readRoles } from './read-roles.ts';

const powersRow = z.object({ superuser: z.boolean(), create_role: z.boolean(), create_db: z.boolean() });

export interface PlannedRoles extends RolePlan {
	readonly bySuperuser: boolean;
}

/**
 * Looks at what roles a clone's server has, and decides which of production's it still needs.
 * @throws CutterError GATE_NOT_MET as `planCloneRoles`, and for a login that may create neither roles nor databases
 */
export async function planRoles(session: Session, { source, login }: CloneOrder): Promise<PlannedRoles> {
	const { rows } = await session.query(
		`SELECT rolsuper AS superuser, rolcreaterole AS create_role, rolcreatedb AS create_db
		FROM pg_catalog.pg_roles WHERE rolname = current_user`,
	);
	const { superuser, create_role, create_db } = powersRow.parse(rows[0]);
	if (!superuser && !(create_role && create_db))
		throw new CutterError(
			'GATE_NOT_MET',
			'The login of the restore server may not create databases and roles. It is a superuser, or has CREATEDB and CREATEROLE.',
		);
	const { roles } = await readRoles(session);
	return {
		...planCloneRoles({ needed: source.roles, present: roles, login, bySuperuser: superuser }),
		bySuperuser: superuser,
	};
}
