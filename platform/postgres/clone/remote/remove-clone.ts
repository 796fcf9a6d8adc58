import { z } from 'zod';
import { CutterError } from '../../../../core/errors/cutter-error.ts';
import { quoteIdentifier } from '../../../../core/sql/quote-identifier.ts';
import type { ConnectionTarget } from '../../connection-target.ts';
import type { Session } from '../../session.ts';
import type { Removal } from '../clone-provider.ts';
import { cloneDatabaseName, roleMark } from './remote-lease.ts';
import { describePlace, withRestoreServer } from './with-restore-server.ts';

/**
 * Drops a clone's database, whoever is in it, and the roles that were made for it; then looks whether they are gone.
 * Touches nothing that does not carry our name and our mark.
 * @throws CutterError OUTCOME_UNKNOWN naming what is left: it holds a copy of production
 */
export async function removeRemoteClone(login: ConnectionTarget, database: string): Promise<Removal> {
	if (!cloneDatabaseName.test(database)) throw new TypeError(`${database} is no clone of ours`);
	const place = describePlace({ ...login, database });
	try {
		return await withRestoreServer(login, async (client) => {
			await client.query(`DROP DATABASE IF EXISTS ${quoteIdentifier(database)} WITH (FORCE)`);
			const roles = await readMarkedRoles(client, database);
			if (roles.length > 0) await client.query(`DROP ROLE ${roles.map((name) => quoteIdentifier(name)).join(', ')}`);
			await assertGone(client, database);
			return {
				kind: 'remote-instance',
				place,
				gone: { database_gone: true, sessions_gone: true, roles_gone: true },
				roles,
			};
		});
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		throw new CutterError(
			'OUTCOME_UNKNOWN',
			`The clone ${place} could not be removed completely: ${why} It holds a copy of the database: drop it, and the roles whose comment is "${roleMark(database)}".`,
			{ place, database },
		);
	}
}

/** Roles that were made for a clone's database, by the comment they carry. */
async function readMarkedRoles(session: Session, database: string): Promise<string[]> {
	const { rows } = await session.query(
		`SELECT rolname::text AS name FROM pg_catalog.pg_roles
		WHERE shobj_description(oid, 'pg_authid') = $1 ORDER BY rolname`,
		[roleMark(database)],
	);
	return rows.map(({ name }) => z.string().parse(name));
}

async function assertGone(session: Session, database: string): Promise<void> {
	const { rows } = await session.query(
		`SELECT (SELECT count(*) FROM pg_catalog.pg_database WHERE datname = $1)::int AS databases,
			(SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE datname = $1)::int AS sessions`,
		[database],
	);
	const { databases, sessions } = z.object({ databases: z.int(), sessions: z.int() }).parse(rows[0]);
	const roles = await readMarkedRoles(session, database);
	const left = [
		...(databases > 0 ? ['the database'] : []),
		...(sessions > 0 ? [`${sessions} sessions in it`] : []),
		...roles.map((name) => `the role ${name}`),
	];
	if (left.length > 0) throw new Error(`still there: ${left.join(', ')}.`);
}
